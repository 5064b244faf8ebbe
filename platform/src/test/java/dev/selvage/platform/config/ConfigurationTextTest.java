package dev.selvage.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.HeartbeatOptions;
import dev.selvage.core.config.MemoryOptions;
import dev.selvage.core.config.SecurityOptions;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.MemorySize;
import dev.selvage.core.config.option.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTextTest {

    @TempDir
    private Path directory;

    @Test
    void whatIsWrittenReadsBackEqual() throws Exception {
        Configuration written = ConfigurationFiles.load(
                        directory,
                        List.of(
                                "env.java.opts.all=-Dx=\"a b\" -Dy='#: {}' \\n %",
                                "yarn.tags='a;b';c",
                                "containerized.master.env.NAME=ä€😀\tend",
                                "security.ssl.keystore-password=secret: #1",
                                "yarn.application.name=no"))
                .configuration();

        Configuration read = readBack(written);

        assertThat(texts(read)).isEqualTo(texts(written));
        assertThat(read.get(YarnOptions.TAGS)).containsExactly("a;b", "c");
        assertThat(read.find(SecurityOptions.SSL_KEYSTORE_PASSWORD)).contains("secret: #1");
    }

    @Test
    void whatFlinkWritesWithoutUnitGetsIt() throws Exception {
        Files.writeString(directory.resolve("flink-conf.yaml"), """
                heartbeat.interval: 250
                jobmanager.memory.process.size: 536870912
                yarn.heartbeat.interval: 7
                parallelism.default: 3
                """);
        Configuration written = ConfigurationFiles.load(directory, List.of()).configuration();
        Files.delete(directory.resolve("flink-conf.yaml"));

        Configuration read = readBack(written);

        assertThat(read.get(HeartbeatOptions.INTERVAL)).isEqualTo(Duration.ofMillis(250));
        assertThat(read.get(MemoryOptions.JOBMANAGER_PROCESS)).isEqualTo(MemorySize.ofMebibytes(512));
        assertThat(read.get(YarnOptions.HEARTBEAT_INTERVAL)).isEqualTo(Duration.ofSeconds(7));
        assertThat(texts(read)).isEqualTo(texts(written)).containsEntry("parallelism.default", "3");
    }

    private Configuration readBack(Configuration written) throws Exception {
        Files.writeString(directory.resolve("selvage-conf.yaml"), ConfigurationText.of(written));
        return ConfigurationFiles.load(directory, List.of()).configuration();
    }

    private static Map<String, String> texts(Configuration configuration) {
        return configuration.settings().settings().stream().collect(Collectors.toMap(Setting::key, Setting::text));
    }
}
