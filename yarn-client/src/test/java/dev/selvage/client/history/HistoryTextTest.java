package dev.selvage.client.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.client.Said;
import dev.selvage.platform.history.ApplicationHistory;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTextTest {

    private static final ApplicationHistory HISTORY = new ApplicationHistory(
            "application_1_0007",
            "mine",
            "JOB",
            "FAILED",
            "Job 7 has failed.",
            2,
            0,
            3_000,
            List.of(new ApplicationHistory.Job(
                    "7",
                    "count",
                    "FAILED",
                    1_000,
                    Optional.of(2_000L),
                    List.of(new ApplicationHistory.Incident(2_000, "TASK_FAILED: a word\n  at line 3")),
                    new ApplicationHistory.Checkpoints(
                            4,
                            1,
                            Optional.of(new ApplicationHistory.Checkpoint(5, "/chk-5")),
                            List.of(new ApplicationHistory.Checkpoint(3, "/savepoint-3"))))));

    @TempDir
    private Path directory;

    @Test
    void allOfItCanBeRead() {
        assertThat(new HistoryText(ZoneOffset.UTC).lines(HISTORY))
                .containsExactly(
                        "application_1_0007 : mine (JOB)",
                        "began 01.01.1970 00:00:00, ended 01.01.1970 00:00:03 in attempt 2: FAILED",
                        "  Job 7 has failed.",
                        "Job 7 : count (FAILED)",
                        "  began 01.01.1970 00:00:01, ended 01.01.1970 00:00:02",
                        "  checkpoints: 4 completed, 1 failed, the last one 5 in /chk-5",
                        "  savepoint 3 in /savepoint-3",
                        "  01.01.1970 00:00:02 failed:",
                        "    TASK_FAILED: a word",
                        "      at line 3");
    }

    @Test
    void aListHasALineForEach() {
        assertThat(new HistoryText(ZoneOffset.UTC).line(HISTORY))
                .isEqualTo("01.01.1970 00:00:03 : application_1_0007 : mine (FAILED)");
    }

    @Test
    void whatIsNoApplicationIsRefused() throws Exception {
        Said said = Said.by(directory, "history", "../etc");

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.error()).contains("Expected the id of an application").contains("but found ../etc");
        assertThat(Said.by(directory, "history", "--json").error()).contains("beside --json");
    }
}
