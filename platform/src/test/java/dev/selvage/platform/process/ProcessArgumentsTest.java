package dev.selvage.platform.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.platform.logging.LogSetup;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessArgumentsTest {

    private static ProcessArguments of(Map<String, String> environment, String... arguments) {
        return ProcessArguments.of("jobmanager", arguments, environment);
    }

    @Test
    void settingsStandBehindDWithAndWithoutABlankAndOtherWordsKeepTheirOrder() {
        ProcessArguments given = of(Map.of(), "one", "-Da=b", "-D", "c=d", "two", "-D");

        assertThat(given.assignments()).containsExactly("a=b", "c=d", "");
        assertThat(given.words()).containsExactly("one", "two");
    }

    @Test
    void theLogIsTheFileThatWasNamedOrElseOneOfThisProcess() {
        assertThat(of(Map.of()).place().logFile())
                .isEqualTo(Path.of("log/jobmanager-" + ProcessHandle.current().pid() + ".log"));
        assertThat(of(Map.of("SELVAGE_LOG_DIR", "/logs")).place().logFile().getParent())
                .isEqualTo(Path.of("/logs"));
        assertThat(of(Map.of("SELVAGE_LOG_DIR", "/logs", "SELVAGE_LOG_FILE", "/mine/0.log"))
                        .place()
                        .logFile())
                .isEqualTo(Path.of("/mine/0.log"));
    }

    @Test
    void inATerminalItLogsThere() {
        assertThat(of(Map.of()).place().role()).isEqualTo(LogSetup.Role.CLUSTER);
        assertThat(of(Map.of("SELVAGE_LOG_ROLE", "foreground")).place().role()).isEqualTo(LogSetup.Role.FOREGROUND);
    }
}
