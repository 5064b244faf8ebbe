package dev.selvage.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionPropertiesTest {

    @TempDir
    private Path directory;

    @Test
    void theSessionThatWasStartedLastIsFound() throws Exception {
        SessionProperties properties = properties();
        assertThat(properties.applicationId()).isEmpty();

        properties.write("application_1_0001");
        properties.write("application_1_0002");

        assertThat(properties().applicationId()).contains("application_1_0002");
        assertThat(properties.file())
                .isEqualTo(directory.resolve(".selvage-yarn-properties-" + System.getProperty("user.name")));
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(properties.file());
        }
    }

    @Test
    void theOneThatAnOptionNamesOutweighsIt() throws Exception {
        properties().write("application_1_0001");

        assertThat(properties("yarn.application.id", "application_2_0007").applicationId())
                .contains("application_2_0007");
    }

    @Test
    void onlyASessionThatHasEndedIsForgotten() throws Exception {
        properties().write("application_1_0002");

        properties().forget("application_1_0001");
        assertThat(properties().applicationId()).contains("application_1_0002");

        properties().forget("application_1_0002");
        assertThat(properties().applicationId()).isEmpty();
    }

    private SessionProperties properties(String... more) {
        String[] settings = new String[more.length + 2];
        settings[0] = "yarn.properties-file.location";
        settings[1] = directory.toString();
        System.arraycopy(more, 0, settings, 2, more.length);
        return SessionProperties.of(Settings.of(settings));
    }
}
