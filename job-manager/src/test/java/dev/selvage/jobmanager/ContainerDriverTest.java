package dev.selvage.jobmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.jobmanager.SessionSettings;
import dev.selvage.core.jobmanager.containers.Container;
import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.jobmanager.containers.ContainerSettings;
import dev.selvage.core.loop.Inbox;
import dev.selvage.platform.leadership.LeaderRecord;
import dev.selvage.platform.leadership.LoneServices;
import dev.selvage.platform.rpc.ControlSettings;
import dev.selvage.platform.security.ControlSecret;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A leader and whoever gets it containers. */
class ContainerDriverTest {

    private static final ClusterId CLUSTER = new ClusterId("c");
    private static final ContainerSettings TWO_AT_LEAST = new ContainerSettings(
            1024,
            1,
            2,
            0,
            5,
            Optional.empty(),
            0,
            60_000,
            60_000,
            0,
            new ContainerSettings.Starts(10, 60_000, 1_000),
            new ContainerSettings.Nodes(3, 60_000));

    @TempDir
    private Path directory;

    private final BlockingQueue<ContainerAction> wanted = new LinkedBlockingQueue<>();
    private final BlockingQueue<LeaderRecord> served = new LinkedBlockingQueue<>();

    /** One that has heard of what earlier attempts have left, and does nothing that it is told. */
    private ContainerDriver driver(ContainerEvent... heardBefore) {
        return new ContainerDriver() {
            @Override
            public ContainerSettings settings() {
                return TWO_AT_LEAST;
            }

            @Override
            public void serve(LeaderRecord leader, Inbox<ContainerEvent> news) {
                served.add(leader);
                List.of(heardBefore).forEach(news::put);
            }

            @Override
            public void carryOut(ContainerAction action) {
                wanted.add(action);
            }
        };
    }

    private Leader leader(ContainerDriver driver) throws Exception {
        Leader.Parts parts = new Leader.Parts(
                new LoneServices("127.0.0.1:1", ""),
                new ClusterStorage(
                        new FileStorages(Optional.empty()),
                        new LocalFileStorage(),
                        new ClusterDirectory(CLUSTER, StoragePath.parse(directory.toString())),
                        Optional.empty()),
                new Place("127.0.0.1", new PortRange(List.of(new PortRange.Span(0, 0))), "127.0.0.1"),
                ControlSettings.of(CLUSTER, ControlSecret.of("of this test")),
                new SessionSettings(50, 10_000, 10_000),
                new ShownJobs(Duration.ofHours(1), Optional.empty()),
                Optional.of(driver),
                result -> {});
        return Leader.begin(parts, "", () -> {}, (where, fault) -> {});
    }

    private Optional<ContainerAction> next() throws InterruptedException {
        return Optional.ofNullable(wanted.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void whatTheDriverHasHeardBeforeCountsBeforeAnythingIsAskedFor() throws Exception {
        Container inherited = new Container(new TaskManagerId("container_1"), "a", 1024);
        Container granted = new Container(new TaskManagerId("container_2"), "b", 1024);

        try (Leader leader = leader(driver(new ContainerEvent.Ready(List.of(inherited))))) {
            assertThat(next()).as("one of two is there").contains(new ContainerAction.Ask(1, List.of()));
            leader.put(new JobManagerEvent.OfContainers(new ContainerEvent.Granted(List.of(granted))));
            assertThat(next()).contains(new ContainerAction.Launch(granted));
            assertThat(Optional.ofNullable(served.poll()))
                    .as("whom it starts finds the leader there")
                    .map(LeaderRecord::control)
                    .contains(leader.where().control());
        }
    }
}
