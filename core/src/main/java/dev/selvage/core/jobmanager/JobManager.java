package dev.selvage.core.jobmanager;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.message.TaskManagerMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The JobManager of one epoch: keeps the sessions of TaskManagers and a machine per job, and carries what each says to those
 * whom it concerns. It decides nothing by itself. Once it has found out that a higher epoch has come it is over: it hears
 * everything and orders nothing, however long its process takes to end.
 */
public final class JobManager implements Component<JobManagerEvent, JobManagerAction> {

    private final LeaderEpoch epoch;
    private final TaskManagerSessions sessions;
    private final TreeMap<JobId, JobMachine> jobs = new TreeMap<>();
    private List<JobManagerAction> actions = new ArrayList<>();
    private boolean superseded;

    public JobManager(LeaderEpoch epoch, SessionSettings settings) {
        this.epoch = epoch;
        this.sessions = new TaskManagerSessions(epoch, settings);
    }

    /** The machine of a job that was accepted, ended or not. */
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
        first.run();
        goOn(turn);
        JobManagerAction stepDown = new JobManagerAction.StepDown();
        superseded = actions.contains(stepDown);
        // The turn that finds out orders nothing else: others would drop or refuse it.
        return superseded ? List.of(stepDown) : actions;
    }

    private void handle(JobManagerEvent event, Turn turn) {
        if (event instanceof JobManagerEvent.Heard heard) {
            apply(sessions.heard(heard.connection(), heard.message(), turn.nowMillis()), turn);
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
        } else if (event instanceof JobManagerEvent.ForJob forJob) {
            job(forJob.job()).ifPresent(machine -> tell(forJob.job(), machine, forJob.event(), turn));
        } else {
            throw new IllegalStateException("expected an event that a JobManager knows, but found " + event);
        }
    }

    private void accept(JobManagerEvent.JobAccepted accepted, Turn turn) {
        JobId job = accepted.plan().job();
        JobMachine machine = new JobMachine(accepted.plan(), accepted.settings(), epoch, accepted.past());
        if (jobs.putIfAbsent(job, machine) == null) {
            sessions.present().forEach(event -> tell(job, machine, event, turn));
        }
    }

    private void apply(TaskManagerSessions.Upshot upshot, Turn turn) {
        actions.addAll(upshot.actions());
        for (JobEvent event : upshot.events()) {
            Optional<JobId> concerned =
                    event instanceof JobEvent.Heard heard ? jobOf(heard.message()) : Optional.empty();
            jobs.forEach((job, machine) -> {
                if (concerned.isEmpty() || concerned.get().equals(job)) {
                    tell(job, machine, event, turn);
                }
            });
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
    }

    private void tell(JobId job, JobMachine machine, JobEvent event, Turn turn) {
        take(job, machine.onMessage(event, turn));
    }

    private void take(JobId job, Collection<JobAction> wanted) {
        for (JobAction action : wanted) {
            if (action instanceof JobAction.Say say) {
                sessions.say(say.to(), say.message()).ifPresent(actions::add);
            } else if (action instanceof JobAction.StepDown) {
                actions.add(new JobManagerAction.StepDown());
            } else {
                actions.add(new JobManagerAction.OfJob(job, action));
            }
        }
    }

    @Override
    public long wakeAtMillis() {
        if (superseded) {
            return NEVER;
        }
        return jobs.values().stream().mapToLong(JobMachine::wakeAtMillis).reduce(sessions.wakeAtMillis(), Math::min);
    }
}
