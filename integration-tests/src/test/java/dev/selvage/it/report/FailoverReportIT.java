package dev.selvage.it.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.selvage.benchmarks.failover.FailoverReport;
import dev.selvage.platform.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report for one death of each kind, so that it still says something whenever somebody asks for many. */
final class FailoverReportIT {

    @TempDir
    private Path directory;

    @Test
    void theGapsOfADeathAndOfAFailureAreFound() throws Exception {
        Path json = directory.resolve("outages.json");
        try (ChildJvm report =
                ChildJvm.start(directory, FailoverReport.class, List.of("-Xmx128m"), "--times=1", "--json=" + json)) {
            assertThat(report.exitStatus()).as(report.output()).isZero();
            assertThat(report.output()).contains("median");
        }

        JsonNode outages = new ObjectMapper().readTree(json.toFile());
        assertThat(outages.findValuesAsText("what")).containsExactly("TaskManager killed", "task failed");
        assertThat(outages.findValues("gapMillis"))
                .allSatisfy(gap -> assertThat(gap.asDouble()).isPositive());
    }
}
