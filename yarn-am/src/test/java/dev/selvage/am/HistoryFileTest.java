package dev.selvage.am;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.application.ApplicationOutcome;
import dev.selvage.platform.history.ApplicationHistory;
import dev.selvage.platform.http.JsonFormat;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

    private static final String ID = "application_1700000000000_0007";
    private static final ApplicationHistory.Job JOB = new ApplicationHistory.Job(
            "07",
            "count",
            "FAILED",
            2,
            Optional.of(3L),
            List.of(new ApplicationHistory.Incident(3, "TASK_FAILED: a word")),
            new ApplicationHistory.Checkpoints(
                    4, 1, Optional.of(new ApplicationHistory.Checkpoint(5, "/chk-5")), List.of()));

    @TempDir
    private Path directory;

    private HistoryFile file(HistoryFile.KnownJobs jobs) {
        return new HistoryFile(
                new FileStorages(Optional.empty()),
                StoragePath.parse(directory.resolve(ID).toString()),
                new HistoryFile.Application(ID, Optional.empty(), "JOB", 2, 1),
                jobs);
    }

    private ApplicationHistory written() throws IOException {
        return JsonFormat.read(
                Files.readString(directory.resolve("history").resolve(ID + ".json")), ApplicationHistory.class);
    }

    @Test
    void whatAnAttemptBeforeHasWrittenIsReplaced() throws Exception {
        Files.createDirectories(directory.resolve("history"));
        file(List::of).write(ApplicationOutcome.KILLED, "as it was told");

        file(() -> List.of(JOB)).write(ApplicationOutcome.FAILED, "a word");

        assertThat(written().end()).isEqualTo("FAILED");
        assertThat(written().name()).isEqualTo("count");
        assertThat(written().attempt()).isEqualTo(2);
        assertThat(written().jobs()).containsExactly(JOB);
    }

    @Test
    void jobsOfWhichNothingIsHeardLeaveTheRest() throws Exception {
        Files.createDirectories(directory.resolve("history"));

        file(() -> {
                    throw new IOException("busy");
                })
                .write(ApplicationOutcome.SUCCEEDED, "done");

        assertThat(written().diagnostics()).isEqualTo("done");
        assertThat(written().jobs()).isEmpty();
    }

    /** It would be open to everybody. */
    @Test
    void aDirectoryThatTheClientHasNotMadeIsNotMadeHere() {
        assertThatThrownBy(() -> file(List::of).write(ApplicationOutcome.SUCCEEDED, "done"))
                .isInstanceOf(IOException.class);
        assertThat(directory.resolve("history")).doesNotExist();
    }
}
