package dev.selvage.core.jobmanager.containers;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.slots.SlotPool;
import dev.selvage.core.loop.Component;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The containers of a cluster that gets them from outside, as YARN grants them. What it hears it only takes note of; what to do
 * follows from comparing three views: what jobs need, what the driver has told of, and which TaskManagers are there. Each of them
 * may be behind the others, so nothing rests on hearing something once: whoever says hello is there, and whoever was given back
 * and says hello again is given back again.
 *
 * <p>It asks for what is wanted − present − asked, so that never more is present and asked for than wanted. What comes beyond
 * that (grants that had been on their way, or were never asked for) is given back before anything is started in it.
 */
public final class Containers {

    /** How long what is foreseen may take to come: a program that has not executed a job by then may never do so. */
    static final long FORESIGHT_MILLIS = 30_000;

    /** More than a cluster loses while a TaskManager of it may still be heard of. */
    private static final int MOST_BYGONES = 10_000;

    private final ContainerSettings settings;
    private final boolean hasPredecessor;
    private final AvoidedNodes nodes;
    private final StartPace pace;
    /** All that count as present. */
    private final TreeMap<TaskManagerId, Held> held = new TreeMap<>();
    /** Those that are over or were given back, and on which node: a TaskManager may be heard of from there for a while. */
    private final LinkedHashMap<TaskManagerId, String> bygones = new LinkedHashMap<>();
    /** Those that are going to be taken away. */
    private TreeSet<TaskManagerId> leaving = new TreeSet<>();

    /** How many jobs need, whatever the bound. */
    private int needed;
    /** What was asked for last, less what was granted since. */
    private int asked;

    private List<String> askedToAvoid = List.of();
    private long askFromMillis = Component.NEVER;
    private long foreseenUntilMillis = Component.NEVER;
    private long wakeAtMillis = Component.NEVER;
    private List<ContainerAction> actions = new ArrayList<>();

    /** How far a container is. */
    private enum Stage {
        /** Nothing has been started in it. */
        GRANTED,
        /** Its TaskManager is to say hello in time. */
        STARTING,
        /** Its TaskManager is there, or may come back: the JobManager says when it does not. */
        PRESENT
    }

    private static final class Held {
        Stage stage;
        /** Nothing, of a TaskManager that the driver has not told of: a leader before may have given it back, and it has yet to go. */
        Optional<Container> container;
        /** While it is starting: until when it has to say hello. */
        long helloByMillis = Component.NEVER;
        /** While nobody has a slot there: since when. */
        long idleSinceMillis = Component.NEVER;

        Held(Stage stage, Optional<Container> container) {
            this.stage = stage;
            this.container = container;
        }

        String node() {
            return container.map(Container::node).orElse("");
        }
    }

    /**
     * Those of a leader that has asked for nothing yet.
     *
     * @param hasPredecessor whether a leader before may have left some
     */
    public Containers(ContainerSettings settings, boolean hasPredecessor) {
        this.settings = settings;
        this.hasPredecessor = hasPredecessor;
        this.nodes = new AvoidedNodes(settings.nodes());
        this.pace = new StartPace(settings.starts());
    }

    /** Whether nothing that a TaskManager says counts, since its container was given back or is over. */
    public boolean refuses(TaskManagerId taskManager) {
        return bygones.containsKey(taskManager);
    }

    /** When to compare though nothing has changed. */
    public long wakeAtMillis() {
        return wakeAtMillis;
    }

    /** Why jobs have to wait for slots that nobody is asked for, if they do, as of when this last compared. */
    public Optional<Failure> bounded() {
        return settings.bound()
                .filter(any -> needed > settings.most())
                .map(
                        option -> Failure.of(
                                ErrorCode.NOT_ENOUGH_SLOTS,
                                "expected " + needed + " TaskManagers for what jobs need, but " + option
                                        + " leaves room for "
                                        + settings.most()
                                        + " alone: raise it, or lower the parallelism; until then the job waits for others to end"));
    }

    /** Takes note. */
    public void hear(ContainerEvent event, long nowMillis) {
        if (event instanceof ContainerEvent.Ready it) {
            if (askFromMillis == Component.NEVER) {
                askFromMillis = nowMillis + (hasPredecessor ? settings.recoveryMillis() : 0);
                // What a leader before was there for is known.
                foreseenUntilMillis = nowMillis + (hasPredecessor ? 0 : FORESIGHT_MILLIS);
            }
            it.inherited().forEach(container -> inherit(container, nowMillis));
        } else if (event instanceof ContainerEvent.Inherited it) {
            it.containers().forEach(container -> inherit(container, nowMillis));
        } else if (event instanceof ContainerEvent.Granted it) {
            it.containers().forEach(container -> grant(container, nowMillis));
        } else if (event instanceof ContainerEvent.NotLaunched it) {
            notLaunched(it.container(), nowMillis);
        } else if (event instanceof ContainerEvent.Completed it) {
            completed(it, nowMillis);
        } else if (event instanceof ContainerEvent.Leaving it) {
            leaving = new TreeSet<>(it.all());
        } else if (event instanceof ContainerEvent.AsksForgotten) {
            asked = 0;
        } else if (event instanceof ContainerEvent.NodesCounted it) {
            nodes.counted(it.nodes());
        } else {
            throw new IllegalStateException("expected an event of containers, but found " + event);
        }
    }

    private Optional<Held> of(TaskManagerId id) {
        return Optional.ofNullable(held.get(id));
    }

    /** Somebody started it for a leader before: it counts from now on, and its TaskManager has yet to come. */
    private void inherit(Container container, long nowMillis) {
        if (refuses(container.id())) {
            actions.add(new ContainerAction.Release(container.id()));
            return;
        }
        Held it = held.computeIfAbsent(container.id(), any -> starting(container, nowMillis));
        it.container = Optional.of(container);
    }

    private Held starting(Container container, long nowMillis) {
        Held it = new Held(Stage.STARTING, Optional.of(container));
        it.helloByMillis = nowMillis + settings.startMillis();
        return it;
    }

    private void grant(Container container, long nowMillis) {
        if (refuses(container.id()) || held.containsKey(container.id())) {
            return;
        }
        asked = Math.max(0, asked - 1);
        // A larger one will do: YARN rounds up, and would grant the same again.
        boolean isLargeEnough = container.memoryMegabytes() >= settings.memoryMegabytes();
        Held it = new Held(Stage.GRANTED, Optional.of(container));
        if (isLargeEnough && !nodes.at(nowMillis).contains(container.node())) {
            held.put(container.id(), it);
        } else {
            pace.failed(nowMillis);
            giveBack(container.id(), it);
        }
    }

    /** If its TaskManager is there, it was launched all the same. */
    private void notLaunched(TaskManagerId id, long nowMillis) {
        of(id).filter(it -> it.stage == Stage.STARTING).ifPresent(it -> cameToNothing(id, it, nowMillis));
    }

    private void cameToNothing(TaskManagerId id, Held it, long nowMillis) {
        pace.failed(nowMillis);
        nodes.failed(it.node(), nowMillis);
        giveBack(id, it);
    }

    private void completed(ContainerEvent.Completed completed, long nowMillis) {
        Optional<Held> it = Optional.ofNullable(held.remove(completed.container()));
        boolean neverCame = it.filter(one -> one.stage == Stage.STARTING).isPresent();
        String node = it.map(Held::node).orElseGet(() -> bygones.getOrDefault(completed.container(), ""));
        if (neverCame) {
            pace.failed(nowMillis);
        }
        if (completed.isNodesFault()) {
            nodes.failed(node, nowMillis);
        }
        isBygone(completed.container(), node);
    }

    private void isBygone(TaskManagerId id, String node) {
        bygones.put(id, node);
        if (bygones.size() > MOST_BYGONES) {
            bygones.remove(bygones.keySet().iterator().next());
        }
    }

    private void giveBack(TaskManagerId id, Held it) {
        held.remove(id);
        isBygone(id, it.node());
        actions.add(new ContainerAction.Release(id));
    }

    /**
     * Compares what is wanted, what the driver has told of and who is there, and decides what is to be done about it.
     *
     * @param lacking how many slots each job has not got
     * @param there the TaskManagers that have said hello to this leader, or were recorded by the one before, and are not lost
     * @param mayRelease whether it is known of all that run what they run
     */
    public List<ContainerAction> compare(
            SlotPool pool,
            Map<JobId, Integer> lacking,
            Collection<TaskManagerId> there,
            boolean mayRelease,
            long nowMillis) {
        wakeAtMillis = Component.NEVER;
        TreeSet<TaskManagerId> present = new TreeSet<>(there);
        present.forEach(this::isThere);
        List.copyOf(held.keySet()).forEach(id -> giveUpIfGone(id, present, nowMillis));
        pool.openOnly(held.entrySet().stream()
                .filter(one -> one.getValue().container.isPresent() && !leaving.contains(one.getKey()))
                .map(Map.Entry::getKey)
                .toList());
        needed = ContainerNeed.of(settings, pool, lacking, leaving::contains);
        int wanted = Math.min(settings.most(), Math.max(least(nowMillis), needed == 0 ? 0 : needed + settings.spare()));
        TreeSet<TaskManagerId> used = new TreeSet<>();
        pool.uses().forEach(use -> used.add(use.taskManager()));
        launch(wanted, nowMillis);
        releaseIdle(wanted, used, mayRelease, nowMillis);
        // Also those count for the bound that will not be there for long: until they are gone nobody takes their place.
        ask(Math.max(0, Math.min(wanted - count(), settings.most() - held.size())), nowMillis);
        List<ContainerAction> decided = actions;
        actions = new ArrayList<>();
        return decided;
    }

    /** How many are to be there whatever jobs need. */
    private int least(long nowMillis) {
        if (nowMillis >= foreseenUntilMillis || settings.foreseen() <= settings.least()) {
            return settings.least();
        }
        wakeBy(foreseenUntilMillis);
        return settings.foreseen();
    }

    /** Those that count as present, and will for a while. */
    private int count() {
        return (int) held.keySet().stream().filter(id -> !leaving.contains(id)).count();
    }

    /** Also one of which the driver has not told, or not yet. */
    private void isThere(TaskManagerId id) {
        Held it = held.computeIfAbsent(id, any -> new Held(Stage.PRESENT, Optional.empty()));
        if (it.stage != Stage.PRESENT) {
            it.stage = Stage.PRESENT;
            nodes.worked(it.node());
        }
    }

    private void giveUpIfGone(TaskManagerId id, Collection<TaskManagerId> there, long nowMillis) {
        Held it = of(id).orElseThrow();
        if (it.stage == Stage.PRESENT && !there.contains(id)) {
            // The JobManager has lost it, so that it must not come back: what ran there starts again elsewhere.
            giveBack(id, it);
        } else if (it.stage == Stage.STARTING && it.helloByMillis <= nowMillis) {
            cameToNothing(id, it, nowMillis);
        } else if (it.stage == Stage.STARTING) {
            wakeBy(it.helloByMillis);
        }
    }

    private void launch(int wanted, long nowMillis) {
        int surplus = count() - wanted;
        for (TaskManagerId id : List.copyOf(held.keySet())) {
            Held it = of(id).orElseThrow();
            if (it.stage != Stage.GRANTED) {
                continue;
            }
            if (surplus > 0 || leaving.contains(id)) {
                surplus -= leaving.contains(id) ? 0 : 1;
                giveBack(id, it);
            } else {
                Container container = it.container.orElseThrow();
                held.put(id, starting(container, nowMillis));
                wakeBy(nowMillis + settings.startMillis());
                actions.add(new ContainerAction.Launch(container));
            }
        }
    }

    /** Who idles beyond the need, or is not known to the driver for as long, is not to be there. */
    private void releaseIdle(int wanted, Collection<TaskManagerId> used, boolean mayRelease, long nowMillis) {
        int surplus = count() - wanted;
        for (TaskManagerId id : List.copyOf(held.keySet())) {
            Held it = of(id).orElseThrow();
            if (it.stage != Stage.PRESENT || used.contains(id) || !mayRelease) {
                it.idleSinceMillis = Component.NEVER;
                continue;
            }
            it.idleSinceMillis = Math.min(it.idleSinceMillis, nowMillis);
            boolean isUnknown = it.container.isEmpty();
            long releaseAtMillis =
                    Math.max(it.idleSinceMillis + settings.idleMillis(), isUnknown ? askFromMillis : nowMillis);
            if (leaving.contains(id)) {
                giveBack(id, it);
            } else if ((surplus > 0 || isUnknown) && releaseAtMillis <= nowMillis) {
                surplus--;
                giveBack(id, it);
            } else if (surplus > 0 || isUnknown) {
                wakeBy(releaseAtMillis);
            }
        }
    }

    private void ask(int missing, long nowMillis) {
        long mayAskAtMillis = Math.max(askFromMillis, pace.notBeforeMillis());
        boolean mustWait = missing > asked && mayAskAtMillis > nowMillis;
        int next = mustWait ? asked : missing;
        List<String> avoid = nodes.at(nowMillis);
        if (mustWait) {
            wakeBy(mayAskAtMillis);
        }
        if (next > 0) {
            wakeBy(nodes.changesAtMillis());
        }
        if (next != asked || (next > 0 && !avoid.equals(askedToAvoid))) {
            asked = next;
            askedToAvoid = avoid;
            actions.add(new ContainerAction.Ask(next, avoid));
        }
    }

    private void wakeBy(long millis) {
        wakeAtMillis = Math.min(wakeAtMillis, millis);
    }
}
