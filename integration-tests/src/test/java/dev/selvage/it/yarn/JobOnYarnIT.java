package dev.selvage.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.launch.ClusterMode;
import dev.selvage.core.launch.ContainerLayout;
import dev.selvage.core.launch.ProcessKind;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.process.CountingJob;
import dev.selvage.local.JobPacking;
import dev.selvage.platform.Await;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.http.client.RestException;
import dev.selvage.platform.storage.StoragePath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Applications on YARN that are there for one job. */
final class JobOnYarnIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void theApplicationEndsAsItsJobDoesAndLeavesNothing() throws Exception {
        CountingJob job = new CountingJob(directory.resolve("counts"));
        try (TestApplication application = new TestApplication(MiniCluster.shared(), directory)) {
            JobPacking.pack(
                    job.graph(2, Map.of()),
                    List.of(JobJar.of(directory)),
                    StoragePath.parse(application.staging()).child(ContainerLayout.PACKED_JOB));
            // Nobody remembers who leads, so that TaskManagers have to be told by whoever starts them.
            application.submit(ClusterMode.JOB, "high-availability.type: none\ntaskmanager.numberOfTaskSlots: 2\n");
            RestClient client = application.leader(1);
            job.awaitCommitted();
            assertThatThrownBy(() -> client.post("/jobs", Map.of(), JsonNode.class))
                    .isInstanceOfSatisfying(
                            RestException.class, e -> assertThat(e.status()).isEqualTo(403))
                    .hasMessageContaining("there for one job");
            assertThat(application.processes().of(ProcessKind.TASKMANAGER))
                    .as("two slots are in one container")
                    .hasSize(1);

            job.letEnd();

            ApplicationReport end = application.awaitEnd();
            assertThat(end.getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.SUCCEEDED);
            assertThat(end.getDiagnostics()).contains("has finished");
            assertThat(job.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
            Await.until("nothing is left of it", Duration.ofMinutes(1), () -> !application.isStaged());
        }
    }

    @Test
    void whatCanNeverWorkEndsTheApplicationWithASentenceAndTakesNoFurtherAttempt() throws Exception {
        try (TestApplication application = new TestApplication(MiniCluster.shared(), directory)) {
            application.submit(ClusterMode.SESSION, TestApplication.HIGHLY_AVAILABLE + "yarn.containers.vcores: 99\n");

            ApplicationReport end = application.awaitEnd();

            assertThat(end.getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.FAILED);
            assertThat(end.getDiagnostics()).contains("it grants at most").contains("yarn.containers.vcores");
            assertThat(end.getCurrentApplicationAttemptId().getAttemptId()).isEqualTo(1);
        }
    }

    @Test
    void aConfigurationThatCannotBeUsedIsToldToYarn() throws Exception {
        try (TestApplication application = new TestApplication(MiniCluster.shared(), directory)) {
            application.submit(ClusterMode.APPLICATION, TestApplication.HIGHLY_AVAILABLE);

            ApplicationReport end = application.awaitEnd();

            assertThat(end.getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.FAILED);
            assertThat(end.getDiagnostics()).contains("whose main() is to be called");
            assertThat(end.getCurrentApplicationAttemptId().getAttemptId()).isEqualTo(1);
        }
    }
}
