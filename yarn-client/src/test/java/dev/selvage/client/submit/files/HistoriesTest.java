package dev.selvage.client.submit.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.platform.history.ApplicationHistory;
import dev.selvage.platform.http.JsonFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoriesTest {

    @TempDir
    private Path directory;

    private final List<String> unreadable = new ArrayList<>();

    private Histories histories() {
        return new Histories(new Configuration(), new org.apache.hadoop.fs.Path("file:" + directory));
    }

    private List<ApplicationHistory> all() throws IOException {
        return histories().all(unreadable::add);
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

        assertThat(all())
                .extracting(ApplicationHistory::id)
                .containsExactly("application_1_0002", "application_1_0001");
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertThat(all()).isEmpty();
        assertThat(histories().text("application_1_0001")).isEmpty();
        assertThat(histories().file("application_1_0001"))
                .hasToString("file:" + directory + "/history/application_1_0001.json");
    }

    @Test
    void whatCannotBeReadIsNamedAndHidesNothingElse() throws Exception {
        ended("application_1_0002", 9);
        Files.writeString(directory.resolve("history/application_1_0001.json"), "{");

        assertThat(all()).extracting(ApplicationHistory::id).containsExactly("application_1_0002");
        assertThat(unreadable)
                .singleElement()
                .asString()
                .contains("history/application_1_0001.json, but cannot read it");
    }
}
