package dev.selvage.core.simulation.job;

import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.ContainerWatch;
import dev.selvage.core.jobmanager.JobAction;
import dev.selvage.core.jobmanager.JobManager;
import dev.selvage.core.jobmanager.JobManagerAction;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.jobmanager.MeantForOthers;
import dev.selvage.core.jobmanager.SessionSettings;
import dev.selvage.core.jobmanager.SlotWatch;
import dev.selvage.core.jobmanager.containers.ContainerSettings;
import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.simulation.job.LeaderHost.Heard;
import dev.selvage.core.simulation.job.LeaderHost.Wish;
import dev.selvage.core.simulation.job.watch.HeardTasks;
import dev.selvage.core.simulation.job.watch.LeaderOrders;
import dev.selvage.core.simulation.job.yarn.ContainerDriver;
import dev.selvage.core.simulation.job.yarn.ContainerDriver.Attempt;
import dev.selvage.core.simulation.world.yarn.YarnNews;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What runs in a JobManager's process: before it leads it only listens. Watches what the JobManager makes of what it hears. */
final class LeaderProgram implements Component<Heard, Wish> {

    private final SessionSettings settings;
    private final Optional<Attempt> attempt;
    /** Told what the JobManager did that none may do. */
    private final Consumer<String> breaks;

    private final List<JobManagerEvent> early = new ArrayList<>();
    private final TreeSet<JobId> setApart = new TreeSet<>();
    private final HeardTasks tasks = new HeardTasks();
    /** All jobs that it was told of, and the deployments that it has wanted recorded of each. */
    private final TreeMap<JobId, TreeSet<DeploymentNumber>> deployments = new TreeMap<>();

    private Optional<JobManager> manager = Optional.empty();
    private Optional<ContainerWatch> containers = Optional.empty();
    private LeaderEpoch epoch = new LeaderEpoch(0);
    private boolean begun;

    LeaderProgram(SessionSettings settings, Optional<Attempt> attempt, Consumer<String> breaks) {
        this.settings = settings;
        this.attempt = attempt;
        this.breaks = breaks;
    }

    @Override
    public List<Wish> onWake(Turn turn) {
        begun = true;
        return manager.map(leading -> watched(leading, leading.onWake(turn))).orElse(List.of(new Wish.TakeEpoch()));
    }

    @Override
    public List<Wish> onMessage(Heard message, Turn turn) {
        if (message instanceof Heard.TakenUp taken) {
            epoch = taken.epoch();
            Optional<ContainerSettings> wanted = attempt.map(Attempt::settings);
            JobManager leading = new JobManager(epoch, settings, taken.left(), wanted);
            manager = Optional.of(leading);
            containers = wanted.map(each -> new ContainerWatch(leading, each, settings.isolateJobs()));
            taken.left().jobs().forEach(job -> deployments.put(job.plan().job(), new TreeSet<>()));
            setApart.addAll(taken.left().unreadable());
            List<Wish> wishes = new ArrayList<>();
            early.forEach(event -> wishes.addAll(tell(leading, event, turn)));
            return wishes;
        } else if (message instanceof Heard.Event it) {
            return hear(it.event(), turn);
        } else if (message instanceof Heard.FromYarn it) {
            List<Wish> wishes = new ArrayList<>();
            ContainerDriver.told(attempt.orElseThrow(), it.news())
                    .forEach(event -> wishes.addAll(hear(new JobManagerEvent.OfContainers(event), turn)));
            return it.news() instanceof YarnNews.InvalidToken ? List.of(new Wish.Exit()) : wishes;
        }
        return List.of();
    }

    private List<Wish> hear(JobManagerEvent event, Turn turn) {
        if (manager.isPresent()) {
            return tell(manager.get(), event, turn);
        }
        // A job that is durable by now will be found.
        if (!(event instanceof JobManagerEvent.JobAccepted)) {
            early.add(event);
        }
        return List.of();
    }

    private List<Wish> tell(JobManager leading, JobManagerEvent event, Turn turn) {
        containers.ifPresent(watch -> watch.tells(event));
        if (event instanceof JobManagerEvent.Heard heard) {
            tasks.tells(heard.message());
        }
        if (event instanceof JobManagerEvent.JobAccepted accepted) {
            deployments.computeIfAbsent(accepted.plan().job(), any -> new TreeSet<>());
        } else if (event instanceof JobManagerEvent.JobForgotten forgotten) {
            setApart.remove(forgotten.job());
        } else if (event instanceof JobManagerEvent.Heard heard
                && !(heard.message() instanceof TaskManagerMessage.Hello)
                && !heard.message().epoch().equals(epoch)) {
            return dropped(leading, heard, turn);
        }
        return watched(leading, leading.onMessage(event, turn));
    }

    /** Whatever time brings comes first. */
    private List<Wish> dropped(JobManager leading, JobManagerEvent.Heard heard, Turn turn) {
        List<JobManagerAction> due = leading.onWake(turn);
        MeantForOthers.heeded(leading, heard, turn)
                .ifPresent(found -> breaks.accept("of epoch " + epoch + " " + found));
        return watched(leading, due);
    }

    private List<Wish> watched(JobManager leading, List<JobManagerAction> actions) {
        List<Wish> wishes = new ArrayList<>();
        for (JobManagerAction action : actions) {
            LeaderOrders.jobOf(action)
                    .filter(setApart::contains)
                    .ifPresent(job -> breaks.accept("ordered " + action + " though it has set that job apart"));
            if (action instanceof JobManagerAction.OfJob of && of.action() instanceof JobAction.StatusChanged) {
                tasks.unheard(SlotWatch.running(leading, of.job()))
                        .ifPresent(task -> breaks.accept("takes " + task + " to run, of which it has not heard"));
            } else if (action instanceof JobManagerAction.OfJob of
                    && of.action() instanceof JobAction.WriteDeployment write
                    && deployments
                            .getOrDefault(of.job(), new TreeSet<>())
                            .add(write.record().deployment())) {
                SlotWatch.givenTwice(leading, deployments.navigableKeySet(), write.record(), settings.isolateJobs())
                        .ifPresent(breaks);
            }
            containers
                    .flatMap(watch -> watch.ordered(action, deployments.navigableKeySet()))
                    .ifPresent(breaks);
            wishes.add(new Wish.Of(epoch, action));
            if (action instanceof JobManagerAction.OfJob of && of.action() instanceof JobAction.Suspended) {
                setApart.add(of.job());
            }
        }
        return wishes;
    }

    @Override
    public long wakeAtMillis() {
        return begun ? manager.map(JobManager::wakeAtMillis).orElse(NEVER) : 0;
    }
}
