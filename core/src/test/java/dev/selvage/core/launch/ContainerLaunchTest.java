package dev.selvage.core.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.Settings;
import dev.selvage.core.config.option.Configuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerLaunchTest {

    private static final List<String> AWKWARD = List.of(
            "plain",
            "two  blanks",
            "",
            "it's",
            "\"double\"",
            "$HOME ${PATH} $(id) `id`",
            "back\\slash \\$ \\\\",
            "line\nbreak",
            "{{HOME}} {{{}}}",
            "<LOG_DIR><CPS>",
            "%class% %args%",
            "*;&|<>()#!~",
            "ä€😀");

    @TempDir
    private Path directory;

    @Test
    void argumentsArriveAsTheyAreWhateverIsInThem() throws Exception {
        ContainerLaunch launch = ContainerLaunch.of(ProcessKind.TASKMANAGER, configuration(), plan(), AWKWARD);

        List<String> arrived = run(launch);

        assertThat(arrived)
                .endsWith(AWKWARD.toArray(String[]::new))
                .contains(
                        ProcessKind.TASKMANAGER.mainClass(),
                        "-XX:HeapDumpPath=" + directory,
                        "-Djava.io.tmpdir=" + directory + "/tmp");
    }

    @Test
    void variablesMayNameOthersAndHoldQuotes() throws Exception {
        Configuration configuration = configuration(
                "containerized.taskmanager.env.NAMED", "$OUTER:/x",
                "containerized.taskmanager.env.QUOTED", "a \"b\" `c`");

        List<String> arrived = run(ContainerLaunch.of(ProcessKind.TASKMANAGER, configuration, plan(), List.of()));

        assertThat(arrived).contains("NAMED=outer:/x", "QUOTED=a \"b\" `c`");
    }

    @Test
    void theClassPathIsTheLibrariesInTheirOrderAndThenTheSettingsOfHadoop() throws Exception {
        ContainerLaunch launch = ContainerLaunch.of(
                ProcessKind.APPLICATION_MASTER, configuration(), plan("lib/b.jar", "lib/a.jar"), List.of());

        assertThat(launch.variables())
                .containsEntry("CLASSPATH", "lib/b.jar:lib/a.jar:application/hadoop")
                .containsEntry("SELVAGE_CONF_DIR", "application/conf")
                .containsEntry("SELVAGE_PLUGINS_DIR", "plugins");
    }

    @Test
    void classesThatWereKeptAreTakenIfTheyAreThere() throws Exception {
        ContainerFile classes =
                new ContainerFile(ContainerLayout.CLASSES, "hdfs:/cache/classes-x.jsa", 1, 1, false, true);

        assertThat(command(List.of(classes))).contains(" -XX:SharedArchiveFile=selvage.jsa ");
        assertThat(command(List.of())).doesNotContain("SharedArchiveFile");
    }

    private String command(List<ContainerFile> files) throws Exception {
        ApplicationPlan plan = new ApplicationPlan(ClusterMode.SESSION, "/staging", files, List.of(), Optional.empty());
        return ContainerLaunch.of(ProcessKind.TASKMANAGER, configuration(), plan, List.of())
                .command();
    }

    private static ApplicationPlan plan(String... libraries) {
        return new ApplicationPlan(ClusterMode.SESSION, "/staging", List.of(), List.of(libraries), Optional.empty());
    }

    @Test
    void whatStandsAroundJavaInTheTemplateStays() throws Exception {
        ContainerLaunch launch = ContainerLaunch.of(
                ProcessKind.APPLICATION_MASTER,
                configuration("yarn.container-start-command-template", "nice -n 5 %java% %jvmmem% %class% %args%"),
                plan(),
                List.of("x"));

        assertThat(launch.command())
                .startsWith("nice -n 5 " + directory + "/bin/java -Xms")
                .endsWith(ProcessKind.APPLICATION_MASTER.mainClass() + " x");
    }

    @Test
    void whatAProcessSaysAtItsEndIsWhereYarnLooksForIt() throws Exception {
        ContainerLaunch launch = ContainerLaunch.of(ProcessKind.APPLICATION_MASTER, configuration(), plan(), List.of());

        // yarn.nodemanager.container.stderr.pattern is {*stderr*,*STDERR*} unless an administrator says otherwise.
        assertThat(launch.command()).endsWith("2> <LOG_DIR>/jobmanager.stderr");
    }

    /** A Java that writes down its environment and what it is given, each with a zero behind it. */
    private Configuration configuration(String... more) throws IOException {
        Path java = Files.createDirectories(directory.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/bash\nenv -0\nprintf '%s\\0' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        List<String> settings = new ArrayList<>(List.of(
                "env.java.home", directory.toString(),
                "jobmanager.memory.process.size", "512 mb",
                "taskmanager.memory.process.size", "1 gb"));
        settings.addAll(List.of(more));
        return Settings.of(settings.toArray(String[]::new));
    }

    /** As a node does it: its own marks first, then a script whose last line is the command between double quotes. */
    private List<String> run(ContainerLaunch launch) throws Exception {
        StringBuilder script = new StringBuilder("#!/bin/bash\nexport OUTER=outer\n");
        for (Map.Entry<String, String> variable : launch.variables().entrySet()) {
            script.append("export %s=\"%s\"\n".formatted(variable.getKey(), replaced(variable.getValue())));
        }
        script.append("exec /bin/bash -c \"").append(replaced(launch.command())).append("\"\n");
        Path file = Files.writeString(directory.resolve("launch_container.sh"), script);
        Process process = new ProcessBuilder("bash", file.toString())
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        String said = Files.readString(directory.resolve("taskmanager.stdout"), StandardCharsets.UTF_8);
        return List.of(said.substring(0, said.length() - 1).split("\0", -1));
    }

    private String replaced(String text) {
        return text.replace("<LOG_DIR>", directory.toString())
                .replace("<CPS>", ":")
                .replace("{{", "$")
                .replace("}}", "");
    }
}
