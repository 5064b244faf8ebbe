package dev.selvage.core.jobmanager;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.Container;
import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.jobmanager.containers.ContainerSettings;
import dev.selvage.core.jobmanager.view.TaskManagerView;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskManagerMessage;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Stands beside a JobManager and keeps its own count of the containers that it was told of. Only from there can be seen whether it
 * asks for too much: the ResourceManager also sees what has not reached the JobManager yet.
 */
public final class ContainerWatch {

    private final JobManager manager;
    private final ContainerSettings settings;
    private final boolean isolated;
    private final TreeMap<TaskManagerId, Container> told = new TreeMap<>();
    private final TreeSet<TaskManagerId> launched = new TreeSet<>();
    private final TreeSet<TaskManagerId> leaving = new TreeSet<>();
    private final TreeSet<TaskManagerId> givenBack = new TreeSet<>();
    private final TreeMap<Long, TaskManagerId> byConnection = new TreeMap<>();

    /** One that has seen nothing of this JobManager yet. */
    public ContainerWatch(JobManager manager, ContainerSettings settings, boolean isolated) {
        this.manager = manager;
        this.settings = settings;
        this.isolated = isolated;
    }

    /** Looks at what the JobManager is about to hear. */
    public void tells(JobManagerEvent event) {
        if (event instanceof JobManagerEvent.Heard heard && heard.message() instanceof TaskManagerMessage.Hello hello) {
            byConnection.put(heard.connection(), hello.sender().taskManager());
        } else if (event instanceof JobManagerEvent.OfContainers it) {
            tells(it.event());
        }
    }

    private void tells(ContainerEvent event) {
        if (event instanceof ContainerEvent.Ready it) {
            it.inherited().forEach(this::isThere);
        } else if (event instanceof ContainerEvent.Inherited it) {
            it.containers().forEach(this::isThere);
        } else if (event instanceof ContainerEvent.Granted it) {
            it.containers().forEach(this::isThere);
        } else if (event instanceof ContainerEvent.Completed it) {
            told.remove(it.container());
            givenBack.add(it.container());
        } else if (event instanceof ContainerEvent.Leaving it) {
            leaving.clear();
            leaving.addAll(it.all());
        }
    }

    private void isThere(Container container) {
        if (!givenBack.contains(container.id())) {
            told.put(container.id(), container);
        }
    }

    /** What is wrong with an order, if anything. */
    public Optional<String> ordered(JobManagerAction action, Collection<JobId> jobs) {
        if (action instanceof JobManagerAction.OfContainers it) {
            return ordered(it.action(), jobs);
        } else if (action instanceof JobManagerAction.Send send && send.message() instanceof LeaderMessage.Deploy) {
            return Optional.ofNullable(byConnection.get(send.connection()))
                    .filter(givenBack::contains)
                    .map(one -> "deployed tasks to " + one + ", which it has given back");
        }
        return Optional.empty();
    }

    private Optional<String> ordered(ContainerAction action, Collection<JobId> jobs) {
        if (action instanceof ContainerAction.Release it) {
            told.remove(it.container());
            givenBack.add(it.container());
        } else if (action instanceof ContainerAction.Launch it) {
            Container one = it.container();
            boolean isSound = told.containsKey(one.id())
                    && launched.add(one.id())
                    && one.memoryMegabytes() >= settings.memoryMegabytes();
            return isSound ? Optional.empty() : Optional.of("launched " + one + ", which is not to be");
        } else if (action instanceof ContainerAction.Ask it) {
            return excess(it.count(), jobs);
        }
        return Optional.empty();
    }

    private Optional<String> excess(int count, Collection<JobId> jobs) {
        int known = (int)
                told.keySet().stream().filter(one -> !leaving.contains(one)).count();
        if (count > 0 && count + told.size() > settings.most()) {
            return Optional.of("asked for " + count + " containers when it knew of " + told.size() + " and may have "
                    + settings.most());
        }
        int needed = needed(jobs);
        return count > 0 && count + known > needed
                ? Optional.of("asked for " + count + " containers when it knew of " + known + " and needed " + needed)
                : Optional.empty();
    }

    /** Never less than are needed: where jobs are isolated, what is free for one of them is not counted. */
    private int needed(Collection<JobId> jobs) {
        int used = 0;
        int homeless = 0;
        for (TaskManagerView one : manager.view(Optional.empty()).taskManagers()) {
            // Who has yet to come back has as many slots as all others.
            boolean isAwaited = one.slots() == 0;
            boolean isUsed = isAwaited || one.free() < one.slots();
            boolean leaves = leaving.contains(one.peer().taskManager());
            used += isUsed && !leaves ? 1 : 0;
            if (leaves) {
                homeless += isAwaited ? settings.slots() : one.slots();
            } else if (isUsed && !isolated) {
                homeless -= one.free();
            }
        }
        int byJob = 0;
        for (JobId job : jobs) {
            int lacking = manager.job(job).map(JobMachine::lackingSlots).orElse(0);
            byJob += containers(lacking);
            homeless += isolated ? 0 : lacking;
        }
        int more = isolated ? byJob + Math.max(0, homeless) : containers(homeless);
        int least = Math.max(settings.least(), settings.foreseen());
        return Math.max(least, used + more + settings.spare());
    }

    private int containers(int slots) {
        return (Math.max(0, slots) + settings.slots() - 1) / settings.slots();
    }
}
