package dev.selvage.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.ExecutionOptions;
import dev.selvage.core.config.HeartbeatOptions;
import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.ConfigurationCheck;
import dev.selvage.core.config.option.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFilesTest {

    @TempDir
    private Path directory;

    @Test
    void theFileThatShipsIsValid() throws Exception {
        Path shipped = Path.of(System.getProperty("selvage.root", "..")).resolve("conf");

        assertThat(ConfigurationFiles.load(shipped, List.of()).configuration().masked())
                .containsKeys("jobmanager.memory.process.size", "taskmanager.memory.process.size");
    }

    @Test
    void flatAndNestedYamlMeanTheSame() throws Exception {
        write("selvage-conf.yaml", """
                heartbeat.interval: 3 s
                high-availability:
                  type: zookeeper
                  storageDir: "hdfs:///selvage/ha"   # a comment
                io.tmp.dirs: [/a, /b]
                """);

        Configuration configuration = load();

        assertThat(configuration.get(HeartbeatOptions.INTERVAL)).isEqualTo(Duration.ofSeconds(3));
        assertThat(configuration.get(HighAvailabilityOptions.TYPE)).isEqualTo("zookeeper");
        assertThat(configuration.find(HighAvailabilityOptions.STORAGE_DIR)).contains("hdfs:///selvage/ha");
        assertThat(configuration.find(ProcessOptions.TMP_DIRS)).contains(List.of("/a", "/b"));
    }

    @Test
    void oursOutweighsFlinksAndTheCommandLineOutweighsBoth() throws Exception {
        write("flink-conf.yaml", "parallelism.default: 2\nheartbeat.interval: 5000\nheartbeat.timeout: 50000\n");
        write("config.yaml", "heartbeat:\n  interval: 6 s\n");
        write("selvage-conf.yaml", "parallelism.default: 3\nheartbeat.timeout: 60 s\n");

        Configuration configuration = load("heartbeat.timeout=70 s");

        assertThat(configuration.get(ExecutionOptions.PARALLELISM)).isEqualTo(3);
        assertThat(configuration.get(HeartbeatOptions.INTERVAL)).isEqualTo(Duration.ofSeconds(6));
        assertThat(configuration.get(HeartbeatOptions.TIMEOUT)).isEqualTo(Duration.ofSeconds(70));
        assertThat(configuration.placeOf(HeartbeatOptions.TIMEOUT)).contains("-D on the command line");
    }

    @Test
    void aFlinkFileAsPeopleHaveItIsUnderstood() throws Exception {
        write("flink-conf.yaml", """
                ################################
                jobmanager.rpc.address: localhost
                jobmanager.memory.process.size: 1600m   # a comment
                taskmanager.numberOfTaskSlots: 4
                high-availability: zookeeper
                high-availability.storageDir: hdfs:///flink/ha/
                state.checkpoints.dir: hdfs://namenode:40010/flink/checkpoints
                execution.checkpointing.interval: 10000
                akka.ask.timeout: 60 s
                metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
                kubernetes.namespace: flink
                """);

        ConfigurationCheck.Checked checked = ConfigurationFiles.load(directory, List.of());

        assertThat(checked.configuration().get(HighAvailabilityOptions.TYPE)).isEqualTo("zookeeper");
        assertThat(checked.configuration().find(CheckpointOptions.DIR))
                .contains("hdfs://namenode:40010/flink/checkpoints");
        assertThat(checked.configuration().find(CheckpointOptions.INTERVAL)).contains(Duration.ofSeconds(10));
        assertThat(checked.warnings())
                .filteredOn(warning -> warning.contains("only Flink knows"))
                .singleElement()
                .asString()
                .contains("akka.ask.timeout");
    }

    @Test
    void aMistakeIsNamedWithFileAndLine() throws IOException {
        write("selvage-conf.yaml", "# a comment\nheartbeat:\n  timeuot: 3 s\n");

        assertThatThrownBy(this::load)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(directory + "/selvage-conf.yaml:3: expected an option, but found heartbeat.timeuot, which"
                        + " nobody knows. Did you mean heartbeat.timeout?");
    }

    @Test
    void whatIsNoYamlIsNamedWithItsLineAndWithoutItsContent() throws IOException {
        write("selvage-conf.yaml", "heartbeat.interval: 3 s\nsecret: [not closed\n");

        assertThatThrownBy(this::load)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("selvage-conf.yaml:2: expected YAML such as \"key: value\"")
                .hasMessageNotContaining("not closed");
    }

    @Test
    void aMissingBlankIsToldWithTheLineThatItIsMissingFrom() throws IOException {
        write("selvage-conf.yaml", "heartbeat.interval:3 s\n");
        assertThat(problems()).containsExactly(missingBlank(1, "heartbeat.interval"));

        write("selvage-conf.yaml", "heartbeat.interval:3 s\n\n# a comment\nparallelism.default: 2\n");
        assertThat(problems()).containsExactly(missingBlank(1, "heartbeat.interval"));

        write("selvage-conf.yaml", "parallelism.default: 2\nheartbeat.interval:3 s\n");
        assertThat(problems()).containsExactly(missingBlank(2, "heartbeat.interval"));

        write("selvage-conf.yaml", "heartbeat:\n  interval:3 s\n  timeout:5 s\nparallelism.default: 2\n");
        assertThat(problems()).containsExactly(missingBlank(2, "interval"), missingBlank(3, "timeout"));
    }

    @Test
    void aLineThatIsNoYamlHidesNeitherOtherLinesNorOtherFiles() throws IOException {
        write("flink-conf.yaml", "parallelism.default:4\nnobody.knows: 1\n");
        write("config.yaml", "heartbeat: [not closed\nheartbeat.interval: soon\n");
        write("selvage-conf.yaml", """
                parallelism.default: "2
                heartbeat.interval:3 s
                heartbeat.timeout: soon
                yarn:
                  tags: a: b
                  application.attempts: none
                """);

        assertThat(problems("parallelism", "parallelism.default=many"))
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).contains("flink-conf.yaml:1: expected \"key: value\""),
                        problem -> assertThat(problem).contains("flink-conf.yaml:2: ", "nobody.knows"),
                        problem -> assertThat(problem).contains("/config.yaml:1: expected YAML"),
                        problem -> assertThat(problem).contains("/config.yaml:2: expected heartbeat.interval to be"),
                        problem -> assertThat(problem).contains("selvage-conf.yaml:1: expected YAML"),
                        problem -> assertThat(problem).isEqualTo(missingBlank(2, "heartbeat.interval")),
                        problem ->
                                assertThat(problem).contains("selvage-conf.yaml:3: expected heartbeat.timeout to be"),
                        problem -> assertThat(problem).contains("selvage-conf.yaml:5: expected YAML"),
                        problem -> assertThat(problem).contains("selvage-conf.yaml:6: ", "yarn.application.attempts"),
                        problem -> assertThat(problem).contains("Expected -Dkey=value, but found -Dparallelism"),
                        problem -> assertThat(problem).contains("parallelism.default", "\"many\""));
    }

    @Test
    void whatIsNoYamlAtAllIsToldInFewSentences() throws IOException {
        write("selvage-conf.yaml", "@\n".repeat(1000));

        assertThat(problems()).hasSize(20);
    }

    @Test
    void elementsOfAListMayContainWhatSeparatesElements() throws Exception {
        write("selvage-conf.yaml", "io.tmp.dirs: [\"/a;b\", \"/c,d\", \"/it's\"]\nyarn.tags: [\"one, two\"]\n");

        assertThat(load().find(ProcessOptions.TMP_DIRS)).contains(List.of("/a;b", "/c,d", "/it's"));
        assertThat(load().find(YarnOptions.TAGS)).contains(List.of("one, two"));
        assertThat(load("yarn.tags='a;b',c").find(YarnOptions.TAGS)).contains(List.of("a;b", "c"));
    }

    @Test
    void anEmptyTextIsRefusedWhereItSaysNothing() throws Exception {
        write("selvage-conf.yaml", "env.java.opts.all: \"\"\nyarn.tags: []\n");
        assertThat(load().find(ProcessOptions.JAVA_OPTS)).contains("");

        write("selvage-conf.yaml", "high-availability.storageDir: \"\"\nio.tmp.dirs: []\n");
        assertThat(problems())
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .endsWith(":1: expected high-availability.storageDir to be set to something, but found"
                                        + " \"\"."),
                        problem -> assertThat(problem).contains(":2: expected io.tmp.dirs to be"));
        assertThatThrownBy(() -> load("high-availability.zookeeper.quorum=;"))
                .hasMessageContaining("to be a list of at least one");
    }

    @Test
    void aKeyTwiceOnTheCommandLineIsRefused() {
        assertThat(problems("parallelism.default=2", "parallelism.default=3"))
                .containsExactly("-D on the command line: expected parallelism.default once, but found it twice. Remove"
                        + " one of the two.");
    }

    @Test
    void aKeyWithoutValueIsRefused() throws IOException {
        write("selvage-conf.yaml", "heartbeat.interval:\n");

        assertThatThrownBy(this::load)
                .hasMessageContaining("selvage-conf.yaml:1: expected a value for heartbeat.interval, but found none.");
    }

    @Test
    void aLineThatFlinkWouldPassOverInSilenceIsRefused() throws IOException {
        write("flink-conf.yaml", "parallelism.default:4\n");

        assertThatThrownBy(this::load).hasMessageContaining("flink-conf.yaml:1: expected \"key: value\"");
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkDoNoHarm() throws Exception {
        write("selvage-conf.yaml", "\uFEFFparallelism.default: 3\r\nheartbeat.interval: 3 s\r\n");
        write("flink-conf.yaml", "\uFEFFheartbeat.timeout: 9 s\r\n");

        assertThat(load().get(ExecutionOptions.PARALLELISM)).isEqualTo(3);
        assertThat(load().get(HeartbeatOptions.TIMEOUT)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void anAliasThatContainsItselfIsRefused() throws IOException {
        write("selvage-conf.yaml", "a: &a\n  b: *a\n");

        assertThatThrownBy(this::load).hasMessageContaining("Does an alias contain itself?");
    }

    @Test
    void whatIsNotTextInUtf8IsRefusedInASentence() throws IOException {
        Files.write(directory.resolve("selvage-conf.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
        assertThatThrownBy(this::load).hasMessageEndingWith("Save the file in UTF-8.");

        write("selvage-conf.yaml", "a: \u0007\n");
        assertThatThrownBy(this::load).hasMessageContaining("a character that YAML does not allow, number 7");

        write("selvage-conf.yaml", "? [a, b]\n: c\n");
        assertThatThrownBy(this::load).isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void noComplaintShowsWhatMayBeASecret() throws IOException {
        assertThatThrownBy(() -> load("security.ssl.internal.key-password:hunter2"))
                .hasMessageNotContaining("hunter2");

        write("flink-conf.yaml", "security.ssl.internal.key-password:hunter2\n");
        assertThatThrownBy(this::load).hasMessageNotContaining("hunter2");

        write("flink-conf.yaml", "");
        for (String secret : List.of("*hunter2", "!hunter2!x y", "@hunter2", "%hunter2")) {
            write("selvage-conf.yaml", "security.ssl.internal.key-password: " + secret + "\n");
            assertThatThrownBy(this::load).hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void secretsOfAnyNameAreMasked() throws Exception {
        assertThat(load(
                                "containerized.master.env.API_KEY=hunter2",
                                "containerized.master.env.DB_PWD=hunter2",
                                "env.java.opts.all=-Xss1m -Djavax.net.ssl.trustStorePassword=hunter2 -Dx=y")
                        .masked())
                .containsEntry("env.java.opts.all", "-Xss1m -Djavax.net.ssl.trustStorePassword=****** -Dx=y")
                .doesNotContainValue("hunter2");
    }

    @Test
    void anEmptyFileSetsNothing() throws Exception {
        write("selvage-conf.yaml", "# nothing\n");

        assertThat(load().masked()).isEmpty();
    }

    @Test
    void anAssignmentWithoutValueIsRefused() {
        assertThatThrownBy(() -> load("parallelism.default"))
                .hasMessage("Expected -Dkey=value, but found -Dparallelism.default without a value.");
    }

    @Test
    void aMissingDirectoryIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> ConfigurationFiles.load(directory.resolve("none"), List.of()))
                .hasMessageEndingWith("but found no directory there. Point SELVAGE_CONF_DIR at the right one.");
    }

    private List<String> problems(String... assignments) {
        return catchThrowableOfType(InvalidConfigurationException.class, () -> load(assignments))
                .problems();
    }

    private String missingBlank(int line, String key) {
        return directory + "/selvage-conf.yaml:" + line + ": expected a blank behind the colon of " + key
                + ", but found none. Put one there, or quote the text if it is no setting.";
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    private Configuration load(String... assignments) throws InvalidConfigurationException, IOException {
        return ConfigurationFiles.load(directory, List.of(assignments)).configuration();
    }
}
