package dev.selvage.it.yarn.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.standalone.UnpackedDistribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scripts of the distribution as somebody calls them whose cluster is a real YARN. */
final class YarnScripts implements AutoCloseable {

    static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");
    static final Pattern APPLICATION = Pattern.compile("(application_\\d+_\\d+)");
    static final Pattern PATH = Pattern.compile("Path: (\\S+)");

    private static final String SELVAGE = "selvage";

    private final Path directory;
    private final UnpackedDistribution distribution;

    /**
     * Whose settings are below a directory of the test, and whose files on HDFS nobody else touches.
     *
     * @param more lines of the configuration
     */
    YarnScripts(Path directory, MiniCluster cluster, String... more) throws IOException {
        this(directory, cluster, new UnpackedDistribution(directory), more);
    }

    /** The same with a distribution of the test's own. */
    YarnScripts(Path directory, MiniCluster cluster, UnpackedDistribution distribution, String... more)
            throws IOException {
        this.directory = directory;
        this.distribution = distribution;
        distribution.set("HADOOP_CONF_DIR", cluster.hadoopSettings().toString());
        distribution.write(
                "selvage-conf.yaml",
                """
                jobmanager.memory.process.size: 448 mb
                taskmanager.memory.process.size: 576 mb
                resourcemanager.taskmanager-timeout: 60 s
                yarn.properties-file.location: %s
                yarn.staging-directory: %s
                yarn.library-cache-dir: /yarn-it/libraries
                """.formatted(Files.createDirectories(directory.resolve("noted")), staging())
                        + String.join("\n", more));
    }

    String staging() {
        return "/yarn-scripts" + directory.getFileName();
    }

    UnpackedDistribution distribution() {
        return distribution;
    }

    /** What a script says that does what it was told. */
    String done(String script, String... words) throws Exception {
        UnpackedDistribution.Ended ended = distribution.call(script, words);
        assertThat(ended.status()).as(() -> ended.said() + distribution.said()).isZero();
        return ended.said();
    }

    /** The same of {@code bin/selvage}. */
    String selvage(String... words) throws Exception {
        return done(SELVAGE, words);
    }

    /** A command that cannot do what it was told says why, and nothing else. */
    void refused(int status, String sentence, String... words) throws Exception {
        UnpackedDistribution.Ended ended = distribution.call(SELVAGE, words);
        assertThat(ended.said())
                .contains(sentence)
                .doesNotContain("\tat ", "Exception in thread", "A bug of Selvage", "goes on without its client");
        assertThat(ended.status()).as(ended.said()).isEqualTo(status);
    }

    /** A command that goes on; what it says goes to the file. */
    Process begin(Path said, String... words) throws IOException {
        return distribution.begin(said, SELVAGE, words);
    }

    /** The first thing in what was said that looks so. */
    static String found(Pattern pattern, String said) {
        Matcher matcher = pattern.matcher(said);
        assertThat(matcher.find()).as(said).isTrue();
        return matcher.group(1);
    }

    @Override
    public void close() throws IOException {
        distribution.close();
    }
}
