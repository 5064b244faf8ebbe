package dev.selvage.it.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.selvage.benchmarks.scale.ScaleReport;
import dev.selvage.platform.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report for a small cluster, so that it still says something whenever somebody asks for a large one. */
final class ScaleReportIT {

    @TempDir
    private Path directory;

    @Test
    void aClusterOfStandInsIsDeployedCheckpointedRestartedAndAdopted() throws Exception {
        Path json = directory.resolve("figures.json");
        try (ChildJvm report = ChildJvm.start(
                directory,
                ScaleReport.class,
                List.of("-Xmx256m"),
                "--task-managers=20",
                "--steady=1",
                "--checkpoints=300",
                "--json=" + json)) {
            assertThat(report.exitStatus()).as(report.output()).isZero();
            assertThat(report.output()).contains("all tasks run again after one failed");
        }

        JsonNode figures = new ObjectMapper().readTree(json.toFile()).get(0);
        assertThat(figures.get("subtasks").asInt()).isEqualTo(200);
        for (String name : List.of(
                "checkpoints",
                "messagesPerSecond",
                "liveHeapBytes",
                "deploymentRecordBytes",
                "manifestBytes",
                "deployMessageBytes",
                "adoptedSeconds")) {
            assertThat(figures.get(name).asDouble()).as(name).isPositive();
        }
    }
}
