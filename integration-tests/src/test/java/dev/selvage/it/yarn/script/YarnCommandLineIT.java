package dev.selvage.it.yarn.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.client.submit.ApplicationState;
import dev.selvage.client.submit.RunningApplication;
import dev.selvage.client.submit.YarnClusters;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.process.LiveTree;
import dev.selvage.it.process.UploadedProgram;
import dev.selvage.it.yarn.ContainerProcesses;
import dev.selvage.platform.Await;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What people do on YARN with the scripts: a session, a job in it, the same job with a cluster of its own, and what is left. */
final class YarnCommandLineIT {

    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final int GIVEN_UP = 6;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final MiniCluster cluster = MiniCluster.shared();
    private final List<String> applications = new ArrayList<>();
    private YarnScripts scripts;
    private YarnClusters yarn;
    private String jar;

    @BeforeEach
    void begin() throws Exception {
        scripts = new YarnScripts(directory, cluster);
        yarn = YarnClusters.connect(
                Configuration.empty(),
                Map.of("HADOOP_CONF_DIR", cluster.hadoopSettings().toString()));
        jar = UploadedProgram.jar(directory).toString();
    }

    @AfterEach
    void end() throws Exception {
        for (String application : applications) {
            kill(application);
        }
        yarn.close();
        scripts.close();
    }

    private void kill(String application) throws Exception {
        RunningApplication found = yarn.find(application);
        if (!found.state().phase().isEnd()) {
            found.kill();
        }
    }

    private String counted(String where) {
        return directory.resolve("counted").resolve(where).toString();
    }

    private void awaitMoreCommitted() throws Exception {
        Path counted = directory.resolve("counted");
        int before = UploadedProgram.committed(counted);
        Await.until(
                () -> "more is committed, where it said: "
                        + scripts.distribution().said(),
                BOUND,
                () -> UploadedProgram.committed(counted) > before + 50);
    }

    private boolean isStaged(String application) throws Exception {
        return FileSystem.get(URI.create(cluster.setting("fs.defaultFS")), new org.apache.hadoop.conf.Configuration())
                .exists(new org.apache.hadoop.fs.Path(scripts.staging() + "/.selvage/" + application));
    }

    @Test
    void aJobMovesFromASessionIntoAClusterOfItsOwnAndNothingIsLeft() throws Exception {
        String started = scripts.done("yarn-session.sh", "-d", "-nm", "a session");
        String session = YarnScripts.found(YarnScripts.APPLICATION, started);
        applications.add(session);
        assertThat(started).contains("Its JobManager is at http://").contains("YARN shows it at http");

        String savepoint = startsAndStopsInTheSession(session);
        aClusterOfItsOwnGoesOnFrom(savepoint);

        assertThat(scripts.selvage("purge", "--dry-run")).contains("Nothing is left over.");
        assertThat(scripts.selvage("purge")).contains("Nothing is left over.");
        assertThat(scripts.selvage("list")).contains("Running jobs: none");
        killedIsPurged(session);
    }

    @Test
    void aSessionEndsByAWordAndLeavesNothing() throws Exception {
        String session = YarnScripts.found(YarnScripts.APPLICATION, scripts.done("yarn-session.sh", "-d"));
        applications.add(session);
        scripts.distribution().type(Files.writeString(directory.resolve("typed"), "stop\n"));

        assertThat(scripts.done("yarn-session.sh", "-id", session)).contains("The session has ended.");

        assertThat(yarn.find(session).state().phase()).isEqualTo(ApplicationState.Phase.SUCCEEDED);
        Await.until("its files are gone", BOUND, () -> !isStaged(session));
        assertThat(LiveTree.files(directory.resolve("noted")))
                .as("it is noted no more")
                .isEmpty();
        assertThat(scripts.done("yarn-session.sh", "-q")).contains("Nodes: 2");
    }

    /** Returns the savepoint. */
    private String startsAndStopsInTheSession(String session) throws Exception {
        String run = scripts.selvage("run", "-d", jar, "count", counted("1"));
        assertThat(run).contains("The session " + session + " on YARN is meant, as " + directory.resolve("noted"));
        String job = YarnScripts.found(YarnScripts.JOB, run);
        awaitMoreCommitted();
        assertThat(scripts.selvage("list")).contains(" : " + job + " : uploaded (RUNNING)");
        String savepoints = cluster.setting("fs.defaultFS") + scripts.staging() + "/savepoints";
        assertThat(scripts.selvage("savepoint", "-yid", session, job, savepoints))
                .contains("Path: " + savepoints);
        String stopped = YarnScripts.found(YarnScripts.PATH, scripts.selvage("stop", "-p", savepoints, job));

        String other = YarnScripts.found(
                YarnScripts.JOB,
                scripts.selvage(
                        "run",
                        "-t",
                        "yarn-session",
                        "-d",
                        jar,
                        "count",
                        directory.resolve("other").toString()));
        scripts.selvage("cancel", "-t", "yarn-session", "-Dyarn.application.id=" + session, other);
        Await.until(
                "both have ended, each in its way",
                BOUND,
                () -> scripts.selvage("list", "-a").matches("(?s).*" + other + " : uploaded \\(CANCELED\\).*"));
        assertThat(scripts.selvage("list", "-a")).contains(job + " : uploaded (FINISHED)");
        return stopped;
    }

    private void aClusterOfItsOwnGoesOnFrom(String savepoint) throws Exception {
        Path said = directory.resolve("attached.said");
        Process attached = scripts.begin(
                said,
                "run",
                "-m",
                "yarn-cluster",
                "-ynm",
                "its own",
                "-yDparallelism.default=1",
                "-s",
                savepoint,
                jar,
                "count",
                counted("2"));
        scripts.distribution().awaitSaid(said, "is RUNNING (uploaded)");
        String application = YarnScripts.found(YarnScripts.APPLICATION, Files.readString(said));
        applications.add(application);
        String job = YarnScripts.found(YarnScripts.JOB, Files.readString(said));
        assertThat(Files.readString(said)).contains("YARN shows it at http");
        assertThat(yarn.find(application).state().name()).isEqualTo("its own");
        awaitMoreCommitted();
        assertThat(scripts.selvage("list", "-yid", application)).contains(job + " : uploaded (RUNNING)");
        aDeathIsToldToWhoeverWaits(application, said);
        String savepoints = cluster.setting("fs.defaultFS") + scripts.staging() + "/savepoints";

        assertThat(scripts.selvage("stop", "-t", "yarn-per-job", "-yid", application, "-p", savepoints, job))
                .contains("has stopped. Path: " + savepoints);

        assertThat(attached.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(attached.exitValue()).as(Files.readString(said)).isZero();
        assertThat(Files.readString(said)).contains("Job " + job + " (uploaded) has finished after ");
        UploadedProgram.assertEachCountOnce(directory.resolve("counted"));
        scripts.refused(
                GIVEN_UP,
                "Expected application " + application + " to run, but found that it has ended: SUCCEEDED. Job " + job
                        + " has finished.",
                "list",
                "-yid",
                application);
        Await.until("its files are gone", BOUND, () -> !isStaged(application));
        assertThat(scripts.selvage("history")).contains(application + " : its own (SUCCEEDED)");
        assertThat(scripts.selvage("history", application))
                .contains("in attempt 1: SUCCEEDED", "Job " + job + " : uploaded (FINISHED)")
                .contains("savepoint ", " in " + savepoints);
    }

    private void aDeathIsToldToWhoeverWaits(String application, Path said) throws Exception {
        ContainerProcesses processes = new ContainerProcesses(application);
        ContainerProcesses.kill(
                processes.awaitTaskManagers(1, Set.of()).values().iterator().next());

        scripts.distribution().awaitSaid(said, "(uploaded) met a failure: ");
        awaitMoreCommitted();
    }

    private void killedIsPurged(String session) throws Exception {
        kill(session);
        scripts.refused(GIVEN_UP, "has ended: KILLED.", "list");
        scripts.refused(GIVEN_UP, "YARN says that it is KILLED.", "history", session);
        assertThat(isStaged(session)).isTrue();
        assertThat(scripts.selvage("purge", "--dry-run")).contains(session + " would be deleted.");
        assertThat(isStaged(session)).isTrue();
        assertThat(scripts.selvage("purge")).contains(session + " is deleted.");
        assertThat(isStaged(session)).isFalse();
    }
}
