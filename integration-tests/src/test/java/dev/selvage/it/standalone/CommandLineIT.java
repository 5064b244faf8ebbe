package dev.selvage.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.it.process.UploadedProgram;
import dev.selvage.platform.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What people do with {@code bin/selvage}, from the first job to the upgrade of a running one, on a cluster started by its scripts. */
final class CommandLineIT {

    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final String SELVAGE = "selvage";
    private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final Pattern PATH = Pattern.compile("Path: (\\S+)");
    private static final int UNUSABLE = 2;
    private static final int GIVEN_UP = 6;
    private static final int JOB_FAILED = 7;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private UnpackedDistribution selvage;
    private String place;

    @BeforeEach
    void startCluster() throws Exception {
        int port = UnpackedDistribution.freePort();
        place = "localhost:" + port;
        selvage = new UnpackedDistribution(directory);
        // Found by the command line too, which is told nothing else of where the cluster is.
        selvage.write("masters", place + "\n");
        UnpackedDistribution.Ended start = selvage.call("start-cluster.sh", "-Dtaskmanager.numberOfTaskSlots=3");
        assertThat(start.status()).as(start.said() + selvage.said()).isZero();
    }

    @AfterEach
    void stopCluster() throws Exception {
        try {
            selvage.call("stop-cluster.sh");
        } finally {
            selvage.close();
        }
    }

    private String done(String... words) throws Exception {
        UnpackedDistribution.Ended ended = selvage.call(SELVAGE, words);
        assertThat(ended.status()).as(() -> ended.said() + selvage.said()).isZero();
        return ended.said();
    }

    private void refused(int status, String sentence, String... words) throws Exception {
        UnpackedDistribution.Ended ended = selvage.call(SELVAGE, words);
        assertThat(ended.said()).contains(sentence).doesNotContain("\tat ", "Exception in thread");
        assertThat(ended.status()).isEqualTo(status);
    }

    private static String found(Pattern pattern, String said) {
        Matcher matcher = pattern.matcher(said);
        assertThat(matcher.find()).as(said).isTrue();
        return matcher.group(1);
    }

    private int committedSoFar() throws IOException {
        return UploadedProgram.committed(directory.resolve("counted"));
    }

    private void awaitMoreThan(int records) throws Exception {
        Await.until(
                () -> "more than " + records + " are committed, where it said: " + selvage.said(),
                BOUND,
                () -> committedSoFar() > records);
    }

    private void awaitListed(String job, String state) throws Exception {
        Await.until(
                () -> "job " + job + " is listed as " + state,
                BOUND,
                () -> selvage.call(SELVAGE, "list", "-a")
                        .said()
                        .matches("(?s).*" + job + " : \\S+ \\(" + state + "\\).*"));
    }

    @Test
    void anExampleIsRunAndWaitedFor() throws Exception {
        Path words = Files.writeString(directory.resolve("words"), "to be or not to be");
        Path counts = directory.resolve("counts");
        String example =
                UnpackedDistribution.HOME.resolve("examples/WordCount.jar").toString();

        String said = done("run", example, words.toString(), counts.toString());

        assertThat(said)
                .containsPattern("Submitted word count with JobID [0-9a-f]{32}\n")
                .containsPattern("\\(word count\\) has finished after \\d+\\.\\d s\\.\n");
        assertThat(SubmittedExample.lines(counts)).containsExactly("be 1", "be 2", "not 1", "or 1", "to 1", "to 2");
        assertThat(done("list")).contains("Running jobs: none", "Scheduled jobs: none");
        assertThat(done("list", "-a")).contains(found(JOB_ID, said) + " : word count (FINISHED)");
        assertThat(done("info", "-p", "3", example, words.toString(), counts.toString()))
                .contains("word count: vertices ", "parallelism 3, HASH from ");
        refused(JOB_FAILED, "Wanted the files to read and the directory to write into", "run", example);
        selvage.configure("env.java.opts.client: -Xmx300m\n");
        assertThat(done(
                        "run",
                        "-t",
                        "local",
                        example,
                        words.toString(),
                        directory.resolve("local").toString()))
                .doesNotContain("JobID");
        assertThat(SubmittedExample.lines(directory.resolve("local")))
                .containsExactly("be 1", "be 2", "not 1", "or 1", "to 1", "to 2");
    }

    @Test
    void aJobIsUpgradedByWayOfASavepointAndNothingIsCountedTwice() throws Exception {
        String jar = UploadedProgram.jar(directory).toString();
        String savepoints = directory.resolve("savepoints").toString();

        String first = found(
                JOB_ID,
                done("run", "-d", jar, "count", directory.resolve("counted/1").toString()));
        awaitMoreThan(100);
        assertThat(done("list")).contains(" : " + first + " : uploaded (RUNNING)");
        String beside = found(PATH, done("savepoint", first, savepoints));
        assertThat(Path.of(beside)).isDirectory();
        String stopped = found(PATH, done("stop", "-p", savepoints, first));
        assertThat(done("list", "-a")).contains(first + " : uploaded (FINISHED)");
        int before = committedSoFar();

        String second = found(
                JOB_ID,
                done(
                        "run",
                        "-d",
                        "-p",
                        "2",
                        "-s",
                        stopped,
                        jar,
                        "count",
                        directory.resolve("counted/2").toString()));
        awaitMoreThan(before + 100);
        done("cancel", second);
        awaitListed(second, "CANCELED");

        UploadedProgram.assertEachCountOnce(directory.resolve("counted"));
        assertThat(done("savepoint", "-d", beside)).contains("is deleted");
        assertThat(Path.of(beside)).doesNotExist();
        refused(UNUSABLE, "cannot start from " + beside, "run", "-d", "-s", beside, jar, "count", "/any");
    }

    @Test
    void aJobGoesOnWithoutTheClientThatWaitsForIt() throws Exception {
        String jar = UploadedProgram.jar(directory).toString();
        Path output = directory.resolve("attached.said");
        Process attached = selvage.begin(
                output,
                SELVAGE,
                "run",
                "-m",
                place,
                jar,
                "count",
                directory.resolve("counted").toString());
        selvage.awaitSaid(output, "is RUNNING");
        String job = found(JOB_ID, Files.readString(output));

        // Ctrl-C is the same to a JVM, unless whoever runs this test has it ignored.
        attached.destroy();

        assertThat(attached.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output))
                .contains("goes on without its client. To end it: selvage cancel -m " + place + " " + job);
        awaitMoreThan(committedSoFar());
        done("cancel", "-m", place, job);
        awaitListed(job, "CANCELED");
    }

    @Test
    void mistakes() throws Exception {
        String jar = UploadedProgram.jar(directory).toString();
        refused(UNUSABLE, "there is no such file", "run", "/nowhere.jar");
        refused(UNUSABLE, "there is no such class in the jar", "run", "-c", "no.Such", jar);
        refused(UNUSABLE, "Did you mean list?", "lst");
        refused(UNUSABLE, "none with the identifier " + "7".repeat(32), "cancel", "7".repeat(32));
        refused(UNUSABLE, "Expected a directory for the savepoint, but found none", "stop", running(jar));
        refused(JOB_FAILED, "IllegalStateException: the wind was against me (Program.java:", "run", jar, "fail");
        String nobody = "localhost:" + UnpackedDistribution.freePort();
        refused(GIVEN_UP, "Expected a cluster at http://" + nobody, "list", "-m", nobody);
        selvage.configure("env.java.opts.client: -XX:NoSuchThing\n");
        assertThat(selvage.call(SELVAGE, "list").said())
                .as("options for its JVM reach it")
                .contains("Unrecognized VM option 'NoSuchThing'");
    }

    private String running(String jar) throws Exception {
        String job = found(
                JOB_ID,
                done("run", "-d", jar, "count", directory.resolve("counted").toString()));
        awaitListed(job, "RUNNING");
        return job;
    }
}
