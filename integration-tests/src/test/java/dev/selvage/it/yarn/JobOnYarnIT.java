package dev.selvage.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.client.submit.ApplicationState;
import dev.selvage.core.launch.ProcessKind;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.process.CountingJob;
import dev.selvage.platform.Await;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.http.client.RestException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
        // Nobody remembers who leads, so that TaskManagers have to be told by whoever starts them.
        try (YarnApplication application = YarnApplication.job(
                MiniCluster.shared(),
                directory,
                job.graph(2, Map.of()),
                List.of(JobJar.of(directory)),
                "high-availability.type: none",
                "taskmanager.numberOfTaskSlots: 2")) {
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

            ApplicationState end = application.awaitEnd();
            assertThat(end.phase()).isEqualTo(ApplicationState.Phase.SUCCEEDED);
            assertThat(end.diagnostics()).contains("has finished");
            assertThat(job.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
            Await.until("nothing is left of it", Duration.ofMinutes(1), () -> !application.isStaged());
        }
    }

    @Test
    void whatCanNeverWorkEndsTheApplicationWithASentenceAndTakesNoFurtherAttempt() throws Exception {
        CountingJob job = new CountingJob(directory.resolve("counts"));
        try (YarnApplication application = YarnApplication.job(
                MiniCluster.shared(),
                directory,
                job.graph(1, Map.of()),
                List.of(JobJar.of(directory)),
                "external-resources: gpu",
                "external-resource.gpu.amount: 1",
                "external-resource.gpu.yarn.config-key: yarn.io/gpu")) {

            ApplicationState end = application.awaitEnd();

            assertThat(end.phase()).isEqualTo(ApplicationState.Phase.FAILED);
            assertThat(end.diagnostics())
                    .contains("Expected YARN to have containers such as are wanted")
                    .contains("yarn.io/gpu");
            assertThat(end.attempt()).isEqualTo(1);
        }
    }

    @Test
    void aConfigurationThatCannotBeUsedIsToldToYarn() throws Exception {
        try (YarnApplication application = YarnApplication.session(
                MiniCluster.shared(),
                directory,
                "external-resources: gpu",
                "external-resource.gpu.amount: some",
                "external-resource.gpu.yarn.config-key: yarn.io/gpu")) {

            ApplicationState end = application.awaitEnd();

            assertThat(end.phase()).isEqualTo(ApplicationState.Phase.FAILED);
            assertThat(end.diagnostics()).contains("external-resource.gpu.amount to be a whole number above 0");
            assertThat(end.attempt()).isEqualTo(1);
        }
    }
}
