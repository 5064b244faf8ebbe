package dev.selvage.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.id.JobId;
import dev.selvage.it.process.CountingJob;
import dev.selvage.it.process.Mischief;
import dev.selvage.it.process.Processes;
import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import dev.selvage.platform.process.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** User code throws, or hangs and does not hear that it is to stop: whoever has nothing to do with it does not notice. */
final class MischiefIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private Mischief mischief;
    private CountingJob job;
    private CountingJob other;

    @BeforeEach
    void twoJobs() throws Exception {
        mischief = Mischief.in(directory.resolve("orders"));
        job = new CountingJob(directory.resolve("output"));
        other = new CountingJob(directory.resolve("other"));
    }

    private void assertDone(Processes processes, JobId one, JobId two, Set<String> deploymentsOfTwo) throws Exception {
        job.letEnd();
        other.letEnd();
        processes.awaitState(one, "FINISHED");
        processes.awaitState(two, "FINISHED");
        assertThat(job.committed().stream().sorted()).as(processes::said).isEqualTo(CountingJob.everyCountOnce());
        assertThat(other.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
        assertThat(other.deployments())
                .as("no task of the other job was started again: " + processes.said())
                .isEqualTo(deploymentsOfTwo);
    }

    @Test
    void whatUserCodeThrowsRestartsItsRegionAndNobodyElse() throws Exception {
        try (Processes processes = new Processes(directory)) {
            processes.jobManager();
            List<ChildJvm> taskManagers = List.of(processes.taskManager(2), processes.taskManager(2));
            JobId one = processes.submit(job.misbehaving(2, mischief, Map.of()));
            JobId two = processes.submit(other.graph(2, Map.of()));
            job.awaitCommitted();
            other.awaitCommitted();
            Set<String> before = job.deployments();
            Set<String> ofOther = other.deployments();

            mischief.fail();
            assertDone(processes, one, two, ofOther);
            assertThat(job.deployments()).hasSizeGreaterThan(before.size());
            assertThat(processes
                            .leader()
                            .get("/jobs/" + one + "/exceptions", JsonNode.class)
                            .get("root-exception")
                            .asText())
                    .as("the task that failed is heard first, not those that have lost their neighbour")
                    .contains(Mischief.REASON);
            assertThat(taskManagers).as("no process has ended").allMatch(ChildJvm::isAlive);
        }
    }

    @Test
    void aTaskThatDoesNotStopIsNamedAndItsProcessIsGivenUpAndTheOthersGoOn() throws Exception {
        try (Processes processes =
                new Processes(directory).with("task.cancellation.timeout=2 s", "cluster.isolate-jobs=true")) {
            processes.jobManager();
            ChildJvm ofOther = processes.taskManager();
            JobId two = processes.submit(other.graph(1, Map.of()));
            other.awaitCommitted();
            Set<String> deploymentsOfOther = other.deployments();
            List<ChildJvm> taskManagers = List.of(processes.taskManager(), processes.taskManager());
            // Behind a task that hangs no checkpoint comes to its end, which is what restarts the job.
            JobId one =
                    processes.submit(job.misbehaving(2, mischief, Map.of("execution.checkpointing.timeout", "3 s")));
            job.awaitCommitted();

            mischief.hang();
            Await.until("a task hangs", BOUND, mischief::hangs);
            ChildJvm spare = processes.taskManager();
            Await.until(
                    () -> "the process of the task that hangs is given up: " + processes.said(),
                    BOUND,
                    () -> taskManagers.stream().anyMatch(each -> !each.isAlive()));
            ChildJvm givenUp = taskManagers.stream()
                    .filter(each -> !each.isAlive())
                    .findFirst()
                    .orElseThrow();
            assertThat(givenUp.exitStatus()).as(processes::said).isEqualTo(ExitCode.GIVEN_UP.status());
            assertThat(processes.timesSaid(givenUp, "Told to stop and still in user code: subtask "))
                    .as("it is named")
                    .isPositive();
            assertThat(processes.timesSaid(givenUp, "dev.selvage.it.process.Mischief.hangForEver("))
                    .as("with the place where it hangs")
                    .isPositive();

            assertDone(processes, one, two, deploymentsOfOther);
            assertThat(List.of(ofOther, spare)).as("nobody else has ended").allMatch(ChildJvm::isAlive);
            assertThat(taskManagers).as("nor the one beside it").anyMatch(ChildJvm::isAlive);
        }
    }
}
