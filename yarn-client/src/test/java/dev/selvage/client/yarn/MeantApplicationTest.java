package dev.selvage.client.yarn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.client.ClientSettings;
import dev.selvage.client.Said;
import dev.selvage.client.session.SessionProperties;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeantApplicationTest {

    private static final String ONE = "application_1700000000000_0001";
    private static final String OTHER = "application_1700000000000_0002";

    @TempDir
    private Path directory;

    @BeforeEach
    void configure() throws Exception {
        Said.configure(directory, "");
    }

    private ClientSettings settings(String... assignments) {
        return ClientSettings.of(
                Map.of("SELVAGE_CONF_DIR", directory.resolve("conf").toString()), List.of(assignments));
    }

    private String noteSession() throws Exception {
        SessionProperties properties = SessionProperties.of(settings().configuration());
        properties.write(ONE);
        return properties.file().toString();
    }

    @Test
    void withoutAWordAClusterOfAnotherKindIsMeant() {
        assertThat(MeantApplication.of(settings())).isEmpty();
        assertThat(MeantApplication.of(settings("execution.target=remote"))).isEmpty();
    }

    @Test
    void theSessionThatWasStartedLastIsMeantUnlessSomethingElseIsSaid() throws Exception {
        String file = noteSession();
        MeantApplication noted = new MeantApplication(ONE, Optional.of(file));

        assertThat(MeantApplication.of(settings())).contains(noted);
        assertThat(MeantApplication.of(settings("execution.target=yarn-session")))
                .contains(noted);
        assertThat(MeantApplication.of(settings("execution.target=remote"))).isEmpty();
        assertThat(MeantApplication.of(settings("execution.target=local"))).isEmpty();
        assertThat(MeantApplication.of(settings("rest.address=there"))).isEmpty();
    }

    @Test
    void anIdOutweighsWhatIsNoted() throws Exception {
        noteSession();
        Optional<MeantApplication> other = Optional.of(new MeantApplication(OTHER, Optional.empty()));

        assertThat(MeantApplication.of(settings("yarn.application.id=" + OTHER)))
                .isEqualTo(other);
        assertThat(MeantApplication.of(settings("execution.target=yarn-per-job", "yarn.application.id=" + OTHER)))
                .isEqualTo(other);
        assertThat(MeantApplication.of(settings("execution.target=remote", "yarn.application.id=" + OTHER)))
                .isEmpty();
    }

    @Test
    void aPlaceOnTheCommandLineOutweighsAnIdInTheFiles() throws Exception {
        Said.configure(directory, "yarn.application.id: " + OTHER + "\n");

        assertThat(MeantApplication.of(settings("rest.address=there"))).isEmpty();
        assertThat(MeantApplication.of(settings())).isPresent();
    }

    @Test
    void whoeverWantsAnApplicationHasToSayWhich() throws Exception {
        assertThatThrownBy(() -> MeantApplication.of(settings("execution.target=yarn-session")))
                .hasMessageStartingWith("Expected a session on YARN, but found none noted in " + directory);
        assertThatThrownBy(() -> MeantApplication.of(settings("execution.target=yarn-application")))
                .hasMessageStartingWith("Expected the id of an application, since the target is yarn-application");
    }
}
