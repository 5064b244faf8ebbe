package dev.selvage.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.platform.config.ConfigurationFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSetupTest {

    @TempDir
    private Path directory;

    @Test
    void withoutAFileOfItsOwnAProcessLogsAsShippedAtTheLevelOfTheOption() throws Exception {
        Path log = directory.resolve("process.log");
        assertThat(LogSetup.start(LogSetup.Role.CLUSTER, directory, log, configuration("env.log.level=DEBUG")))
                .isEmpty();

        LogManager.getLogger("test").debug("seen at debug");

        assertThat(Files.readString(log)).contains("DEBUG [main] test - seen at debug");
    }

    @Test
    void aFileInTheConfigurationDirectoryOutweighsWhatShips() throws Exception {
        Path log = directory.resolve("process.log");
        Files.writeString(directory.resolve("log4j.properties"), """
                rootLogger.level = INFO
                rootLogger.appenderRef.file.ref = File
                appender.file.name = File
                appender.file.type = File
                appender.file.fileName = ${sys:log.file}
                appender.file.layout.type = PatternLayout
                appender.file.layout.pattern = my own: %m%n
                """);
        assertThat(LogSetup.start(LogSetup.Role.CLUSTER, directory, log, configuration()))
                .isEmpty();

        LogManager.getLogger("test").info("hello");

        assertThat(Files.readString(log)).isEqualTo("my own: hello\n");
    }

    @Test
    void aFileThatIsNoConfigurationOfLog4jIsToldAndTheTerminalHasTheLog() throws Exception {
        Path log = directory.resolve("process.log");
        for (String broken : List.of(
                "rootLogger.level = INFO\nrootLogger.appenderRef.file.ref = Nowhere\n",
                "appender.file.name = File\nrootLogger.level = INFO\n",
                "appender.file.name = File\nappender.file.type = Nonsense\n")) {
            Files.writeString(directory.resolve("log4j.properties"), broken);

            assertThat(LogSetup.start(LogSetup.Role.CLUSTER, directory, log, configuration()))
                    .as(broken)
                    .get()
                    .asString()
                    .startsWith("Expected file:")
                    .contains("/log4j.properties to be a configuration of Log4j 2, but found: ")
                    .endsWith(". The log goes to the terminal instead; mend it and start the process again.");
            assertThat(LogSetup.showsOnTerminal()).isTrue();
        }
    }

    @Test
    void aLogThatCannotBeWrittenIsToldWithItsReason() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "in the way");

        assertThat(LogSetup.start(LogSetup.Role.CLUSTER, directory, file.resolve("process.log"), configuration()))
                .get()
                .asString()
                .startsWith("Expected to write the log to " + file + "/process.log, but found: java.nio.file.");
        assertThat(LogSetup.showsOnTerminal()).isTrue();
    }

    private Configuration configuration(String... assignments) throws Exception {
        return ConfigurationFiles.load(directory, List.of(assignments)).configuration();
    }
}
