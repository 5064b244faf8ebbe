package dev.selvage.core.jobmanager;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.checkpoints.CheckpointHistory;
import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.jobmanager.containers.ContainerSettings;
import dev.selvage.core.jobmanager.containers.Containers;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.jobmanager.slots.SlotPool;
import dev.selvage.core.jobmanager.view.ClusterView;
import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskManagerMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The JobManager of one epoch: keeps the sessions of TaskManagers and a machine per job, and carries what each says to those
 * whom it concerns. It decides nothing by itself. Once it has found out that a higher epoch has come it is over: it hears
 * everything and orders nothing, however long its process takes to end.
 */
public final class JobManager implements Component<JobManagerEvent, JobManagerAction> {

    private static final Failure NOT_NEEDED = Failure.of(
            ErrorCode.TASK_MANAGER_LOST,
            "expected work for it, but found none for a while: its container is given back");

    private final LeaderEpoch epoch;
    private final TaskManagerSessions sessions;
    private final SlotPool pool;
    private final int checkpointHistory;
    /** In the order in which they came, which is the order in which they get slots. */
    private final LinkedHashMap<JobId, JobMachine> jobs = new LinkedHashMap<>();
    /** Where each of them stood when that was last told. */
    private final TreeMap<JobId, JobStatus> toldStatus = new TreeMap<>();
    /** Those of which it was told that they wait for more than there may be. */
    private final TreeSet<JobId> toldToWait = new TreeSet<>();
    /** Of the pool, when jobs were last offered what is free. */
    private long offeredVersion;

    /** Those that it has not taken up yet, since that takes a turn. */
    private List<JobManagerEvent.JobAccepted> recorded;
    /** Those that it cannot run and nobody has given up. */
    private final TreeSet<JobId> unreadable;
    /** Those that have just been suspended, and belong to them as soon as nobody goes through the jobs. */
    private final TreeSet<JobId> suspended = new TreeSet<>();

    /** Of a cluster that gets TaskManagers as it needs them. */
    private final Optional<Containers> containers;
    /** Whether more than slots has changed since containers were compared with what is needed. */
    private boolean isToCompare = true;
    /** Of the pool, when that was. */
    private long comparedVersion;

    private List<JobManagerAction> actions = new ArrayList<>();
    private boolean superseded;

    /**
     * The JobManager of an epoch, in a cluster with a fixed set of TaskManagers.
     *
     * @param inheritance all jobs that there are. Of any other job that a TaskManager runs nothing is needed any more.
     */
    public JobManager(LeaderEpoch epoch, SessionSettings settings, Inheritance inheritance) {
        this(epoch, settings, inheritance, Optional.empty());
    }

    /**
     * The JobManager of an epoch.
     *
     * @param inheritance all jobs that there are. Of any other job that a TaskManager runs nothing is needed any more.
     * @param containers how to get TaskManagers as they are needed
     */
    public JobManager(
            LeaderEpoch epoch,
            SessionSettings settings,
            Inheritance inheritance,
            Optional<ContainerSettings> containers) {
        this.epoch = epoch;
        this.sessions = new TaskManagerSessions(epoch, settings);
        this.checkpointHistory = settings.checkpointHistory();
        this.pool = new SlotPool(settings.isolateJobs());
        this.recorded = inheritance.jobs();
        this.unreadable = new TreeSet<>(inheritance.unreadable());
        this.containers = containers.map(each -> new Containers(each, epoch.number() > 1));
        this.containers.ifPresent(any -> pool.openOnly(List.of()));
    }

    /** The machine of a job that was accepted, ended or not, and not forgotten. */
    public Optional<JobMachine> job(JobId job) {
        return Optional.ofNullable(jobs.get(job));
    }

    @Override
    public List<JobManagerAction> onWake(Turn turn) {
        return turn(turn, () -> {});
    }

    @Override
    public List<JobManagerAction> onMessage(JobManagerEvent event, Turn turn) {
        return turn(turn, () -> handle(event, turn));
    }

    private List<JobManagerAction> turn(Turn turn, Runnable first) {
        if (superseded) {
            return List.of();
        }
        actions = new ArrayList<>();
        sessions.look(turn.nowMillis());
        List<JobManagerEvent.JobAccepted> takenUp = recorded;
        recorded = List.of();
        takenUp.forEach(job -> accept(job, turn));
        first.run();
        goOn(turn);
        JobManagerAction stepDown = new JobManagerAction.StepDown();
        superseded = actions.contains(stepDown);
        // The turn that finds out orders nothing else: others would drop or refuse it.
        return superseded ? List.of(stepDown) : actions;
    }

    private void handle(JobManagerEvent event, Turn turn) {
        if (event instanceof JobManagerEvent.Heard heard) {
            hear(heard.connection(), heard.message(), turn);
        } else if (event instanceof JobManagerEvent.Disconnected disconnected) {
            apply(sessions.disconnected(disconnected.connection(), turn.nowMillis()), turn);
        } else if (event instanceof JobManagerEvent.TaskManagerGone gone) {
            apply(sessions.gone(gone.taskManager(), gone.reason()), turn);
        } else if (event instanceof JobManagerEvent.LeaderFound found) {
            if (found.epoch().compareTo(epoch) > 0) {
                actions.add(new JobManagerAction.StepDown());
            }
        } else if (event instanceof JobManagerEvent.JobAccepted accepted) {
            accept(accepted, turn);
        } else if (event instanceof JobManagerEvent.JobForgotten forgotten) {
            forget(forgotten.job());
        } else if (event instanceof JobManagerEvent.ViewAsked asked) {
            actions.add(new JobManagerAction.Show(asked.request(), view(asked.inDetail())));
        } else if (event instanceof JobManagerEvent.ForJob forJob) {
            job(forJob.job()).ifPresent(machine -> tell(forJob.job(), machine, forJob.event(), turn));
        } else if (event instanceof JobManagerEvent.OfContainers it) {
            containers.ifPresent(them -> hear(them, it.event(), turn));
        } else {
            throw new IllegalStateException("expected an event that a JobManager knows, but found " + event);
        }
    }

    private void hear(long connection, TaskManagerMessage message, Turn turn) {
        if (isFromNowhere(message)) {
            // Nobody counts on what runs there, and it is given back once more: the first time may have been forgotten.
            actions.add(new JobManagerAction.HangUp(connection));
            TaskManagerId from = ((TaskManagerMessage.Hello) message).sender().taskManager();
            actions.add(new JobManagerAction.OfContainers(new ContainerAction.Release(from)));
            return;
        }
        apply(sessions.heard(connection, message, turn.nowMillis()), turn);
        if (message instanceof TaskManagerMessage.Hello hello) {
            forgetWhatIsOver(hello);
        }
    }

    /** Whether somebody says hello whose container was given back or is over. */
    private boolean isFromNowhere(TaskManagerMessage message) {
        return message instanceof TaskManagerMessage.Hello hello
                && hello.epoch().compareTo(epoch) <= 0
                && containers
                        .filter(them -> them.refuses(hello.sender().taskManager()))
                        .isPresent();
    }

    private void hear(Containers them, ContainerEvent event, Turn turn) {
        them.hear(event, turn.nowMillis());
        isToCompare = true;
        if (event instanceof ContainerEvent.Completed completed) {
            apply(sessions.gone(completed.container(), completed.reason()), turn);
        }
    }

    private void accept(JobManagerEvent.JobAccepted accepted, Turn turn) {
        JobId job = accepted.plan().job();
        // Whoever hands in once more what cannot be read does not know what became of it: begun anew, it would show its
        // output twice. And a machine takes the slots that are recorded when it is made, so that none is made twice.
        if (unreadable.contains(job) || jobs.containsKey(job)) {
            return;
        }
        JobMachine machine = new JobMachine(
                accepted.plan(),
                accepted.settings(),
                epoch,
                accepted.past(),
                pool,
                new CheckpointHistory(checkpointHistory));
        jobs.put(job, machine);
        machine.awaited().forEach(it -> apply(sessions.await(it, turn.nowMillis()), turn));
        sessions.present().forEach(event -> tell(job, machine, event, turn));
    }

    private void setApartWhatIsSuspended() {
        suspended.forEach(job -> {
            jobs.remove(job);
            toldStatus.remove(job);
            toldToWait.remove(job);
            unreadable.add(job);
        });
        suspended.clear();
    }

    /** Whoever deletes what is kept of a job that still runs would be wrong; nothing happens then. */
    private void forget(JobId job) {
        if (unreadable.remove(job)) {
            isToCompare = true;
            actions.addAll(sessions.sayToAll(new LeaderMessage.JobEnded(epoch, job)));
        } else if (job(job).filter(machine -> machine.status().isOver()).isPresent()) {
            jobs.remove(job);
            toldStatus.remove(job);
            toldToWait.remove(job);
        }
    }

    /** How things stand. */
    ClusterView view(Optional<JobId> inDetail) {
        return new ClusterView(
                sessions.view(pool),
                jobs.entrySet().stream()
                        .map(job -> inDetail.filter(job.getKey()::equals).isPresent()
                                ? job.getValue().view()
                                : job.getValue().view().inShort())
                        .toList());
    }

    /** A TaskManager that was away when a job ended still keeps what it ran of it, and may run it. */
    private void forgetWhatIsOver(TaskManagerMessage.Hello hello) {
        hello.tasks().stream()
                .map(report -> report.task().job())
                .distinct()
                .filter(job -> !unreadable.contains(job))
                .filter(job ->
                        job(job).filter(machine -> !machine.status().isOver()).isEmpty())
                .forEach(job -> sessions.say(hello.sender().taskManager(), new LeaderMessage.JobEnded(epoch, job))
                        .ifPresent(actions::add));
    }

    private void apply(TaskManagerSessions.Upshot upshot, Turn turn) {
        actions.addAll(upshot.actions());
        for (JobEvent event : upshot.events()) {
            count(event);
            Optional<JobId> concerned =
                    event instanceof JobEvent.Heard heard ? jobOf(heard.message()) : Optional.empty();
            jobs.forEach((job, machine) -> {
                if (concerned.isEmpty() || concerned.get().equals(job)) {
                    tell(job, machine, event, turn);
                }
            });
        }
        setApartWhatIsSuspended();
    }

    private void count(JobEvent event) {
        if (event instanceof JobEvent.Heard heard && heard.message() instanceof TaskManagerMessage.Hello hello) {
            pool.joined(hello.sender(), hello.slots());
        } else if (event instanceof JobEvent.TaskManagerLost lost) {
            pool.lost(lost.taskManager());
        }
    }

    /** The job that a message is about; a hello is about all. */
    private static Optional<JobId> jobOf(TaskManagerMessage message) {
        if (message instanceof TaskManagerMessage.TaskStateChanged it) {
            return Optional.of(it.report().task().job());
        } else if (message instanceof TaskManagerMessage.CheckpointAcknowledged it) {
            return Optional.of(it.job());
        } else if (message instanceof TaskManagerMessage.CheckpointDeclined it) {
            return Optional.of(it.task().job());
        }
        return Optional.empty();
    }

    private void goOn(Turn turn) {
        apply(sessions.onTime(turn.nowMillis()), turn);
        jobs.forEach((job, machine) -> {
            if (machine.wakeAtMillis() <= turn.nowMillis()) {
                take(job, machine.onWake(turn));
            }
        });
        offerSlots(turn);
        while (compareAtMillis() <= turn.nowMillis()) {
            compare(containers.orElseThrow(), turn);
            offerSlots(turn);
        }
        setApartWhatIsSuspended();
    }

    private long compareAtMillis() {
        if (containers.isEmpty()) {
            return NEVER;
        }
        return isToCompare || comparedVersion != pool.version()
                ? 0
                : containers.get().wakeAtMillis();
    }

    private void compare(Containers them, Turn turn) {
        isToCompare = false;
        comparedVersion = pool.version();
        TreeMap<JobId, Integer> lacking = new TreeMap<>();
        jobs.forEach((job, machine) -> lacking.put(job, machine.lackingSlots()));
        // Nobody knows where something of a job runs that cannot be read.
        boolean mayRelease = unreadable.isEmpty() && suspended.isEmpty();
        for (ContainerAction action :
                them.compare(pool, lacking, sessions.taskManagers(), mayRelease, turn.nowMillis())) {
            actions.add(new JobManagerAction.OfContainers(action));
            if (action instanceof ContainerAction.Release release) {
                apply(sessions.gone(release.container(), NOT_NEEDED), turn);
            }
        }
        Optional<Failure> bounded = them.bounded();
        lacking.forEach((job, slots) -> {
            if (slots == 0) {
                toldToWait.remove(job);
            } else if (bounded.isPresent() && toldToWait.add(job)) {
                actions.add(new JobManagerAction.OfJob(job, new JobAction.WaitsInVain(bounded.get())));
            }
        });
    }

    /** What has become free, one job may have given back and another wait for. */
    private void offerSlots(Turn turn) {
        if (offeredVersion != pool.version()) {
            jobs.forEach((job, machine) -> take(job, machine.onWake(turn)));
            offeredVersion = pool.version();
        }
    }

    private void tell(JobId job, JobMachine machine, JobEvent event, Turn turn) {
        take(job, machine.onMessage(event, turn));
    }

    private void take(JobId job, Collection<JobAction> wanted) {
        job(job).map(JobMachine::status)
                .filter(now -> now != toldStatus.put(job, now))
                .ifPresent(now -> actions.add(new JobManagerAction.OfJob(job, new JobAction.StatusChanged(now))));
        for (JobAction action : wanted) {
            if (action instanceof JobAction.Say say) {
                sessions.say(say.to(), say.message()).ifPresent(actions::add);
            } else if (action instanceof JobAction.StepDown) {
                actions.add(new JobManagerAction.StepDown());
            } else {
                isToCompare |= action instanceof JobAction.WantSlots;
                if (action instanceof JobAction.Suspended) {
                    suspended.add(job);
                }
                actions.add(new JobManagerAction.OfJob(job, action));
            }
        }
    }

    @Override
    public long wakeAtMillis() {
        if (superseded) {
            return NEVER;
        } else if (!recorded.isEmpty()) {
            return 0;
        }
        return jobs.values().stream()
                .mapToLong(JobMachine::wakeAtMillis)
                .reduce(Math.min(compareAtMillis(), sessions.wakeAtMillis()), Math::min);
    }
}
