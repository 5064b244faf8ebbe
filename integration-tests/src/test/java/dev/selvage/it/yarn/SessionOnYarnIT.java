package dev.selvage.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.client.submit.ApplicationState;
import dev.selvage.core.id.JobId;
import dev.selvage.core.launch.ProcessKind;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.process.CountingJob;
import dev.selvage.local.RemoteSubmission;
import dev.selvage.platform.Await;
import dev.selvage.platform.http.client.RestClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A session on YARN whose processes die one after the other. */
final class SessionOnYarnIT {

    private static final Duration BOUND = Duration.ofMinutes(2);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private static SortedMap<String, Long> awaitTaskManagers(
            YarnApplication session, String wanted, Set<String> without) throws Exception {
        SortedMap<String, Long> found = new TreeMap<>();
        Await.until(() -> wanted + ", not " + found, BOUND, () -> {
            found.clear();
            found.putAll(session.processes().of(ProcessKind.TASKMANAGER));
            return found.size() == 2 && found.keySet().stream().noneMatch(without::contains);
        });
        return found;
    }

    private static void awaitState(RestClient client, JobId id, String state) throws Exception {
        Await.until(
                "the job is " + state,
                BOUND,
                () -> client.get("/jobs/" + id + "/status", JsonNode.class)
                        .get("status")
                        .asText()
                        .equals(state));
    }

    @Test
    void aJobGoesOnWhateverDiesAndNoMoreContainersAreHadThanItNeeds() throws Exception {
        MiniCluster cluster = MiniCluster.shared();
        ResourceManagerCounters counters = new ResourceManagerCounters(cluster);
        long before = counters.containersAllocated();
        CountingJob job = new CountingJob(directory.resolve("counts"));
        // Nothing is said of high availability: on YARN jobs survive unless somebody says otherwise.
        try (YarnApplication session =
                YarnApplication.session(cluster, directory, "resourcemanager.taskmanager-timeout: 5 s")) {
            RestClient first = session.leader(1);
            assertThat(session.told()).anyMatch(sentence -> sentence.startsWith("high-availability.type is not set"));
            JobId id = RemoteSubmission.submit(job.graph(2, Map.of()), List.of(JobJar.of(directory)), first);
            job.awaitCommitted();
            SortedMap<String, Long> both = awaitTaskManagers(session, "two TaskManagers run", Set.of());
            assertThat(session.processes().of(ProcessKind.APPLICATION_MASTER)).allSatisfy(this::usesKeptClasses);
            assertThat(both).allSatisfy(this::usesKeptClasses);

            ContainerProcesses.kill(both.values().iterator().next());
            SortedMap<String, Long> replaced = awaitTaskManagers(session, "one is replaced", Set.of(both.firstKey()));
            assertThat(replaced).containsEntry(both.lastKey(), both.get(both.lastKey()));
            Await.until(
                    "its region writes again", BOUND, () -> job.deployments().size() > 1);
            awaitState(first, id, "RUNNING");
            Set<String> deployments = job.deployments();

            session.killMaster();
            RestClient second = session.leader(2);
            awaitState(second, id, "RUNNING");
            job.awaitMoreCommitted();
            assertThat(session.processes().of(ProcessKind.TASKMANAGER))
                    .as("the same processes")
                    .isEqualTo(replaced);

            job.letEnd();
            awaitState(second, id, "FINISHED");
            assertThat(job.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
            assertThat(job.deployments())
                    .as("no task was started again for the sake of the ApplicationMaster")
                    .isEqualTo(deployments);
            Await.until(
                    "TaskManagers that nobody needs are given back",
                    BOUND,
                    () -> session.processes().of(ProcessKind.TASKMANAGER).isEmpty());
            counters.awaitAllocated(
                    "two ApplicationMasters, two TaskManagers, and one in place of another", before + 5);
            assertThat(session.state().attempt())
                    .as("none has needed more than its 512 MB, of which YARN sees to it")
                    .isEqualTo(2);
            endsInOrder(session, second);
        }
    }

    @Test
    void anApplicationMasterIsHeldToItsContainer() throws Exception {
        try (YarnApplication session = YarnApplication.session(
                MiniCluster.shared(),
                directory,
                "yarn.application-attempts: 1",
                "env.java.opts.jobmanager: -Xms600m -Xmx600m -XX:+AlwaysPreTouch")) {
            assertThat(session.awaitEnd().diagnostics())
                    .contains("beyond the 'PHYSICAL' memory limit")
                    .contains("of 512 MB physical memory used");
        }
    }

    private void usesKeptClasses(String container, long process) {
        assertThat(ContainerProcesses.filesInMemory(process))
                .as("what the JVM in " + container + " has mapped")
                .anyMatch(file -> file.matches(".*/classes-[^/]*[.]jsa"));
    }

    private static void endsInOrder(YarnApplication session, RestClient client) throws Exception {
        client.delete("/cluster", JsonNode.class);

        ApplicationState end = session.awaitEnd();
        assertThat(end.phase()).isEqualTo(ApplicationState.Phase.SUCCEEDED);
        assertThat(end.diagnostics()).contains("ended by a request");
        Await.until("nothing is left of it", BOUND, () -> !session.isStaged());
    }
}
