package dev.selvage.client.submit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.platform.history.ApplicationHistory;
import dev.selvage.platform.http.JsonFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoriesTest {

    @TempDir
    private Path directory;

    private Histories histories() {
        return new Histories(new Configuration(), new org.apache.hadoop.fs.Path("file:" + directory));
    }

    private void ended(String id, long atMillis) throws IOException {
        Files.createDirectories(directory.resolve("history"));
        Files.write(
                directory.resolve("history").resolve(id + ".json"),
                JsonFormat.write(new ApplicationHistory(id, "n", "JOB", "SUCCEEDED", "", 1, 1, atMillis, List.of())));
    }

    @Test
    void theNewestComesFirst() throws Exception {
        ended("application_1_0001", 5);
        ended("application_1_0002", 9);

        assertThat(histories().all())
                .extracting(ApplicationHistory::id)
                .containsExactly("application_1_0002", "application_1_0001");
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertThat(histories().all()).isEmpty();
        assertThat(histories().text("application_1_0001")).isEmpty();
        assertThat(histories().file("application_1_0001"))
                .hasToString("file:" + directory + "/history/application_1_0001.json");
    }

    @Test
    void whatCannotBeReadIsNamed() throws Exception {
        Files.createDirectories(directory.resolve("history"));
        Files.writeString(directory.resolve("history/application_1_0001.json"), "{");

        assertThatThrownBy(() -> histories().all()).hasMessageContaining("application_1_0001.json cannot be read");
    }
}
