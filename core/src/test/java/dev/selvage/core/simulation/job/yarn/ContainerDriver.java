package dev.selvage.core.simulation.job.yarn;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.Container;
import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.jobmanager.containers.ContainerSettings;
import dev.selvage.core.simulation.world.Asker;
import dev.selvage.core.simulation.world.yarn.SimulatedYarn;
import dev.selvage.core.simulation.world.yarn.YarnNews;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Between what the JobManager of one attempt wants of containers, and YARN. Decides nothing. */
public final class ContainerDriver {

    private static final String PREFIX = "container-";

    private final Attempt attempt;
    private final Asker<YarnNews> asker;

    /**
     * The attempt of an application that a JobManager is hosted by.
     *
     * @param settings what its containers are like
     */
    public record Attempt(SimulatedYarn yarn, int number, ContainerSettings settings) {}

    /** The driver of an attempt, whose process hears what YARN says. */
    public ContainerDriver(Attempt attempt, Asker<YarnNews> asker) {
        this.attempt = attempt;
        this.asker = asker;
    }

    /** What is wanted of containers in a run; chance decides whether there are any beyond the need. */
    public static ContainerSettings settings(int slots, SplittableRandom chance) {
        int least = chance.nextInt(2);
        int spare = chance.nextInt(2);
        // As many as two jobs of three slots need that share no TaskManager, or as good as no bound.
        int most = chance.nextBoolean() ? 4 : 8;
        int foreseen = chance.nextInt(3);
        return new ContainerSettings(
                1024,
                slots,
                least,
                foreseen,
                most,
                Optional.of("the bound: " + most),
                spare,
                4_000,
                1_000,
                2_000,
                new ContainerSettings.Starts(6, 60_000, 1_000),
                new ContainerSettings.Nodes(3, 10_000));
    }

    public static String nameOf(int container) {
        return PREFIX + container;
    }

    private static TaskManagerId idOf(int container) {
        return new TaskManagerId(nameOf(container));
    }

    private static int numberOf(TaskManagerId id) {
        return Integer.parseInt(id.name().substring(PREFIX.length()));
    }

    private static List<Container> of(Collection<YarnNews.Container> containers) {
        return containers.stream()
                .map(one -> new Container(idOf(one.id()), one.node(), one.memoryMegabytes()))
                .toList();
    }

    public void register() {
        attempt.yarn().register(attempt.number(), asker);
    }

    public void carryOut(ContainerAction action) {
        SimulatedYarn yarn = attempt.yarn();
        if (action instanceof ContainerAction.Ask it) {
            yarn.ask(attempt.number(), asker, it.count(), attempt.settings().memoryMegabytes(), it.avoid());
        } else if (action instanceof ContainerAction.Launch it) {
            yarn.launch(attempt.number(), asker, numberOf(it.container().id()));
        } else if (action instanceof ContainerAction.Release it) {
            yarn.release(attempt.number(), asker, numberOf(it.container()));
        }
    }

    /** What the JobManager of an attempt is told of what YARN says. */
    public static List<ContainerEvent> told(Attempt attempt, YarnNews news) {
        if (news instanceof YarnNews.Registered it) {
            int nodes = attempt.yarn().nodes().size();
            return List.of(new ContainerEvent.NodesCounted(nodes), new ContainerEvent.Ready(of(it.kept())));
        } else if (news instanceof YarnNews.Recovered it) {
            return List.of(new ContainerEvent.Inherited(of(it.containers())));
        } else if (news instanceof YarnNews.Granted it) {
            return List.of(new ContainerEvent.Granted(of(it.containers())));
        } else if (news instanceof YarnNews.NotLaunched it) {
            return List.of(new ContainerEvent.NotLaunched(idOf(it.container())));
        } else if (news instanceof YarnNews.Completed it) {
            return List.of(new ContainerEvent.Completed(
                    idOf(it.container()),
                    it.ending() == YarnNews.Ending.EXITED,
                    Failure.of(ErrorCode.TASK_MANAGER_LOST, "expected it to live, but its container is over")));
        } else if (news instanceof YarnNews.Leaving it) {
            return List.of(new ContainerEvent.Leaving(
                    it.containers().stream().map(ContainerDriver::idOf).toList()));
        } else if (news instanceof YarnNews.Resync) {
            return List.of(new ContainerEvent.AsksForgotten());
        }
        return List.of();
    }
}
