package dev.selvage.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.option.InvalidConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchPlanTest {

    @TempDir
    private Path directory;

    private LaunchPlan plan(Daemon daemon, String... assignments) throws Exception {
        return plan(daemon, Map.of(), assignments);
    }

    private LaunchPlan plan(Daemon daemon, Map<String, String> environment, String... assignments) throws Exception {
        Installation installation = Distributions.in(directory, environment);
        return LaunchPlan.of(daemon, installation, Settings.forProcess(installation, List.of(assignments)));
    }

    @Test
    void memoryBecomesArgumentsOfTheJvmAndOptionsOfThisKindComeLast() throws Exception {
        assertThat(plan(
                                Daemon.TASKMANAGER,
                                "env.java.opts.all=-Da=1  -Db=2",
                                "env.java.opts.taskmanager=-Da=3",
                                "env.java.opts.jobmanager=-Da=4")
                        .command())
                .containsSubsequence(
                        "-XX:MaxTenuringThreshold=0", "-Da=1", "-Db=2", "-Da=3", Daemon.TASKMANAGER.mainClass())
                .anyMatch(word -> word.startsWith("-Xmx"))
                .anyMatch(word -> word.startsWith("-XX:MaxDirectMemorySize="))
                .doesNotContain("-Da=4");
        assertThat(plan(Daemon.JOBMANAGER, "env.java.opts.jobmanager=-Da=4").command())
                .containsSubsequence("-Da=4", Daemon.JOBMANAGER.mainClass())
                .noneMatch(word -> word.contains("MaxTenuringThreshold"));
    }

    @Test
    void memoryThatDoesNotAddUpIsRefused() {
        assertThatThrownBy(() -> plan(Daemon.TASKMANAGER, "taskmanager.memory.process.size=300m"))
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        e -> assertThat(e.problems())
                                .anyMatch(problem -> problem.contains("taskmanager.memory.process.size")));
    }

    @Test
    void theCommandLineIsStartedWithItsOwnOptionsBehindThoseForAllAndBehindWhatIsUsual() throws Exception {
        Installation installation = Distributions.in(directory, Map.of());
        Settings settings = Settings.said(
                installation,
                List.of("env.java.opts.all=-Da=1", "env.java.opts.client=-Xmx3g -Da=2", "env.hadoop.conf.dir=/hadoop"));

        assertThat(LaunchPlan.commandLine(installation, settings.configuration(), List.of("-Xmx1g")))
                .startsWith("env")
                .contains("HADOOP_CONF_DIR=/hadoop")
                .anyMatch(word -> word.startsWith("CLASSPATH=") && word.endsWith("/hadoop"))
                .containsSubsequence("-Xmx1g", "-Da=1", "-Xmx3g", "-Da=2");
    }

    @Test
    void settingsOfTheScriptReachTheProcessAndItsClassPathIsAVariable() throws Exception {
        LaunchPlan plan = plan(Daemon.TASKMANAGER, "taskmanager.numberOfTaskSlots=3");

        assertThat(plan.command())
                .contains("-Dtaskmanager.numberOfTaskSlots=3")
                .noneMatch(word -> word.contains(".jar"));
        assertThat(plan.variables().get("CLASSPATH")).endsWith("lib/netty-1.jar");
        assertThat(plan.variables().get("SELVAGE_CONF_DIR")).endsWith("selvage/conf");
        assertThat(plan.variables().get("SELVAGE_LOG_DIR")).endsWith("selvage/log");
    }

    @Test
    void whereLogsGoIsAnOptionThatAVariableOutweighs() throws Exception {
        assertThat(plan(Daemon.JOBMANAGER, "env.log.dir=/logs").variables()).containsEntry("SELVAGE_LOG_DIR", "/logs");
        assertThat(plan(Daemon.JOBMANAGER, Map.of("SELVAGE_LOG_DIR", "/others"), "env.log.dir=/logs")
                        .variables())
                .containsEntry("SELVAGE_LOG_DIR", "/others");
    }

    @Test
    void settingsOfHadoopAreFoundThroughTheEnvironmentOrElseTheOption() throws Exception {
        assertThat(plan(Daemon.JOBMANAGER, "env.hadoop.conf.dir=/option", "env.yarn.conf.dir=/yarn")
                        .variables())
                .containsEntry("HADOOP_CONF_DIR", "/option")
                .containsEntry("YARN_CONF_DIR", "/yarn")
                .hasEntrySatisfying("CLASSPATH", path -> assertThat(path).endsWith(":/option:/yarn"));
        assertThat(plan(Daemon.JOBMANAGER, Map.of("HADOOP_CONF_DIR", "/etc/hadoop"), "env.hadoop.conf.dir=/option")
                        .variables())
                .containsEntry("HADOOP_CONF_DIR", "/etc/hadoop");
    }

    @Test
    void theJavaThatAnOptionNamesIsTakenIfItIsNewEnough() throws Exception {
        String java = Distributions.java(directory, "exit 0");
        Path release = directory.resolve("java/release");

        assertThat(plan(Daemon.JOBMANAGER, java).command().get(0))
                .isEqualTo(directory.resolve("java/bin/java").toString());
        Files.writeString(release, "JAVA_VERSION=\"17.0.15\"\n");
        assertThat(plan(Daemon.JOBMANAGER, java).command()).isNotEmpty();
        for (String old : List.of("1.8.0_392", "11.0.2")) {
            Files.writeString(release, "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + old + "\"\n");
            assertThatThrownBy(() -> plan(Daemon.JOBMANAGER, java))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("found Java " + old);
        }
        assertThatThrownBy(() -> plan(Daemon.JOBMANAGER, "env.java.home=/nowhere"))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("found no program /nowhere/bin/java");
    }
}
