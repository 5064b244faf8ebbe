package dev.selvage.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {

    @TempDir
    private Path directory;

    private Path with(String name, String... jars) throws Exception {
        Path made = Files.createDirectories(directory.resolve(name));
        for (String jar : jars) {
            Files.writeString(made.resolve(jar), "");
        }
        return made;
    }

    private Path libraries() throws Exception {
        return with(
                "lib",
                "zookeeper-3.jar",
                "selvage-platform-1.jar",
                "hadoop-client-runtime-3.5.0.jar",
                "hadoop-client-api-3.5.0.jar",
                "selvage-core-1.jar",
                "README.txt");
    }

    private static List<String> names(String classPath) {
        return Stream.of(classPath.split(":", -1))
                .map(entry -> String.valueOf(Path.of(entry).getFileName()))
                .toList();
    }

    @Test
    void oursComeFirstAndEverythingIsInOrder() throws Exception {
        assertThat(names(ClassPath.of(libraries(), List.of("/etc/hadoop"), "")))
                .containsExactly(
                        "selvage-core-1.jar",
                        "selvage-platform-1.jar",
                        "hadoop-client-api-3.5.0.jar",
                        "hadoop-client-runtime-3.5.0.jar",
                        "zookeeper-3.jar",
                        "hadoop");
    }

    @Test
    void aHadoopThatSomebodyBringsReplacesTheOneThatShips() throws Exception {
        Path common = with("common", "hadoop-common-3.3.6.jar", "guava-27.jar");
        for (String brought :
                List.of(common + "/*", common.resolve("hadoop-common-3.3.6.jar").toString())) {
            assertThat(ClassPath.of(libraries(), List.of(), "/etc/hadoop:" + brought))
                    .doesNotContain("hadoop-client-")
                    .contains("zookeeper-3.jar:/etc/hadoop:")
                    .endsWith(brought);
        }
    }

    @Test
    void aLibraryForHadoopAloneDoesNot() throws Exception {
        Path aws = with("aws", "hadoop-aws-3.5.0.jar");

        assertThat(ClassPath.of(libraries(), List.of(), aws + "/*"))
                .contains("hadoop-client-api-3.5.0.jar")
                .endsWith(aws + "/*");
    }

    @Test
    void withoutLibrariesNothingIsStarted() {
        assertThatThrownBy(() -> ClassPath.of(directory.resolve("lib"), List.of(), ""))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("Expected jars in " + directory.resolve("lib"));
    }
}
