package dev.selvage.client.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopSettingsTest {

    @TempDir
    private Path directory;

    @Test
    void withoutADirectoryThereIsASentence() {
        assertThatThrownBy(() -> HadoopSettings.of(Settings.of(), Map.of()))
                .isInstanceOf(SubmissionException.class)
                .hasMessageStartingWith("Expected HADOOP_CONF_DIR or YARN_CONF_DIR to name the directory");
    }

    @Test
    void anEmptyDirectoryIsNone() {
        assertThatThrownBy(() -> HadoopSettings.of(Settings.of(), Map.of("HADOOP_CONF_DIR", directory.toString())))
                .hasMessage("Expected core-site.xml, hdfs-site.xml, yarn-site.xml in " + directory
                        + ", but found none of them. Point HADOOP_CONF_DIR at the directory that holds them.");
    }

    @Test
    void theDirectoryOfYarnOutweighsThatOfHadoopAndBothTravel() throws Exception {
        String hadoop = site("hadoop", "core-site.xml", "fs.defaultFS", "hdfs://name:1");
        site("hadoop", "yarn-site.xml", "yarn.resourcemanager.address", "old:1");
        String yarn = site("yarn", "yarn-site.xml", "yarn.resourcemanager.address", "new:2");
        Files.writeString(directory.resolve("yarn/log4j.properties"), "not settings");
        Files.write(directory.resolve("yarn/large.xml"), new byte[(1 << 20) + 1]);

        HadoopSettings settings =
                HadoopSettings.of(Settings.of("env.yarn.conf.dir", yarn), Map.of("HADOOP_CONF_DIR", hadoop));
        List<Path> tooLarge = new ArrayList<>();

        assertThat(settings.configuration().get("fs.defaultFS")).isEqualTo("hdfs://name:1");
        assertThat(settings.resourceManager()).isEqualTo("new:2");
        assertThat(settings.files(tooLarge))
                .containsOnlyKeys("core-site.xml", "yarn-site.xml")
                .containsEntry("yarn-site.xml", directory.resolve("yarn/yarn-site.xml"));
        assertThat(tooLarge).containsExactly(directory.resolve("yarn/large.xml"));
    }

    @Test
    void allResourceManagersAreNamed() throws Exception {
        String yarn = site(
                "yarn",
                "yarn-site.xml",
                "yarn.resourcemanager.ha.enabled",
                "true",
                "yarn.resourcemanager.ha.rm-ids",
                "a,b",
                "yarn.resourcemanager.address.a",
                "one:1",
                "yarn.resourcemanager.hostname.b",
                "two");

        assertThat(HadoopSettings.of(Settings.of(), Map.of("YARN_CONF_DIR", yarn))
                        .resourceManager())
                .isEqualTo("one:1 or two");
    }

    private String site(String name, String file, String... settings) throws IOException {
        StringBuilder text = new StringBuilder("<configuration>\n");
        for (int i = 0; i < settings.length; i += 2) {
            text.append(
                    "<property><name>%s</name><value>%s</value></property>\n".formatted(settings[i], settings[i + 1]));
        }
        Path place = Files.createDirectories(directory.resolve(name));
        Files.writeString(place.resolve(file), text + "</configuration>\n");
        return place.toString();
    }
}
