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
        LogSetup.start(LogSetup.Role.CLUSTER, directory, log, configuration("env.log.level=DEBUG"));

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
        LogSetup.start(LogSetup.Role.CLUSTER, directory, log, configuration());

        LogManager.getLogger("test").info("hello");

        assertThat(Files.readString(log)).isEqualTo("my own: hello\n");
    }

    private Configuration configuration(String... assignments) throws Exception {
        return ConfigurationFiles.load(directory, List.of(assignments)).configuration();
    }
}
