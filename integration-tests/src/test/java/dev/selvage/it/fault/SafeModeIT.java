package dev.selvage.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.id.JobId;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.process.CountingJob;
import dev.selvage.it.process.Processes;
import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.SafeMode;
import org.apache.hadoop.fs.SafeModeAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** HDFS that takes no writes for a while, as when its NameNode has just started. */
final class SafeModeIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private static void set(SafeModeAction action, MiniCluster cluster) throws IOException {
        Configuration settings = new Configuration(false);
        try (FileSystem files = FileSystem.newInstance(URI.create(cluster.setting("fs.defaultFS")), settings)) {
            ((SafeMode) files).setSafeMode(action);
        }
    }

    @Test
    void checkpointsAndAStandbyWaitUntilItIsOverAndTheStreamDoesNot() throws Exception {
        MiniCluster cluster = MiniCluster.shared();
        CountingJob job = new CountingJob(directory.resolve("output"));
        try (Processes processes = Processes.onHdfs(directory, cluster)) {
            ChildJvm leader = processes.jobManager();
            processes.leader();
            processes.jobManager();
            processes.taskManager();
            processes.taskManager();
            JobId id = processes.submit(job.graph(2, Map.of()));
            job.awaitCommitted();
            Set<String> before = job.deployments();

            set(SafeModeAction.ENTER, cluster);
            try {
                Await.until(
                        "a checkpoint is complete but for its record",
                        BOUND,
                        () -> processes.timesSaid("nobody knows whether it is there") > 0);
                leader.kill();
                Await.until("the standby has tried to lead", BOUND, () -> processes.timesSaid("it is tried again") > 0);
            } finally {
                set(SafeModeAction.LEAVE, cluster);
            }

            job.letEnd();
            processes.awaitState(id, "FINISHED");
            assertThat(job.committed().stream().sorted()).as(processes::said).isEqualTo(CountingJob.everyCountOnce());
            assertThat(job.deployments())
                    .as("no task was started again: " + processes.said())
                    .isEqualTo(before);
        }
    }
}
