package dev.selvage.am.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.execute.JobClient;
import dev.selvage.core.application.ApplicationOutcome;
import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.jobmanager.JobSettings;
import dev.selvage.core.jobmanager.SessionSettings;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.restart.RestartBackoff;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Operator;
import dev.selvage.core.plan.Vertex;
import dev.selvage.jobmanager.ClusterStorage;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.Place;
import dev.selvage.jobmanager.ShownJobs;
import dev.selvage.jobmanager.store.PackedJob;
import dev.selvage.jobmanager.store.StoredJob;
import dev.selvage.jobmanager.store.StoredMainEnd;
import dev.selvage.platform.Await;
import dev.selvage.platform.leadership.DirectoryServices;
import dev.selvage.platform.program.JobDestination;
import dev.selvage.platform.program.JobPackage;
import dev.selvage.platform.program.JobTicket;
import dev.selvage.platform.program.ProgramException;
import dev.selvage.platform.program.ProgramRunner;
import dev.selvage.platform.program.UserProgram;
import dev.selvage.platform.rpc.ControlSettings;
import dev.selvage.platform.security.ControlSecret;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs beside a real JobManager, which has no TaskManagers, so that jobs wait until they are cancelled. */
class ProgramRunTest {

    private static final ClusterId CLUSTER = new ClusterId("c");

    @TempDir
    private Path directory;

    private final LocalFileStorage local = new LocalFileStorage();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    /** What stands for {@code main()}. */
    private interface Main {
        void call(JobDestination destination) throws Exception;
    }

    private record Runner(Main main) implements ProgramRunner {

        @Override
        public void run(UserProgram program, JobDestination destination) throws ProgramException {
            try {
                main.call(destination);
            } catch (Exception e) {
                throw ProgramException.threw("demo.Program", e);
            }
        }

        @Override
        public void runHere(UserProgram program) {
            throw new IllegalStateException("expected jobs to run in the cluster");
        }

        @Override
        public String entryClass(UserProgram program) {
            return "demo.Program";
        }
    }

    /** One attempt: it ends when it is closed, however far it has come. */
    private final class Attempt implements AutoCloseable {

        private final ProgramRun run;
        private final Leader leader;

        Attempt(Main main, Optional<String> savepoint) throws IOException {
            UserProgram program = new UserProgram(List.of(directory), Optional.empty(), List.of(), Map.of());
            this.run = new ProgramRun(
                    new HostedProgram(
                            "application_1_0001",
                            "demo.Program",
                            program,
                            savepoint,
                            ProcessOptions.SystemExitMode.THROW),
                    () -> new Runner(main),
                    (outcome, diagnostics) -> heard.add(outcome + ": " + diagnostics),
                    (where, fault) -> heard.add("fault of " + where + ": " + fault));
            this.leader = Leader.begin(
                    parts(), "", () -> heard.add("superseded"), (where, fault) -> heard.add("fault: " + fault));
            run.leads(leader);
        }

        private Leader.Parts parts() {
            ClusterDirectory place = new ClusterDirectory(
                    CLUSTER, StoragePath.parse(directory.resolve("c").toString()));
            return new Leader.Parts(
                    new DirectoryServices(local, place, leader -> false),
                    new ClusterStorage(new FileStorages(Optional.empty()), local, place, Optional.empty()),
                    new Place("127.0.0.1", new PortRange(List.of(new PortRange.Span(0, 0))), "127.0.0.1"),
                    ControlSettings.of(CLUSTER, ControlSecret.of("of this test")),
                    new SessionSettings(50, 100, 200),
                    ShownJobs.all(),
                    Optional.empty(),
                    run::ended);
        }

        @Override
        public void close() {
            leader.close();
            run.close();
        }
    }

    private Attempt attempt(Main main) throws IOException {
        return new Attempt(main, Optional.empty());
    }

    private JobClient execute(JobDestination destination, String name) throws IOException, InterruptedException {
        return execute(destination, name, destination.ticket(name));
    }

    private JobClient execute(JobDestination destination, String name, JobTicket ticket)
            throws IOException, InterruptedException {
        OperatorId head = OperatorId.ofUid(name);
        Operator operator = new Operator(head, name, Optional.of(name), false, Optional.empty());
        ExecutionPlan plan = new ExecutionPlan(
                ticket.job(),
                name,
                List.of(new Vertex(Vertex.idOf(head), name, List.of(operator), 1, 128, "default")),
                List.of());
        Path packed = Files.createTempDirectory(directory, "packed");
        Files.writeString(packed.resolve("program"), "what tasks run");
        new PackedJob(local, StoragePath.parse(packed.toString()))
                .complete(new StoredJob(
                        plan,
                        new JobSettings(
                                CheckpointSettings.disabled(1000),
                                new RestartBackoff.Strategy.ExponentialDelay(1, 2, 1.5, 0.1, 3, Integer.MAX_VALUE)),
                        Optional.empty(),
                        CheckpointOptions.Retention.DELETE_ON_CANCELLATION,
                        Optional.empty()));
        return destination.submit(new JobPackage(
                plan,
                List.of(
                        new JobPackage.Piece("program", packed.resolve("program")),
                        new JobPackage.Piece("job", packed.resolve("job")))));
    }

    private String next() throws InterruptedException {
        return Optional.ofNullable(heard.poll(30, TimeUnit.SECONDS)).orElse("nothing");
    }

    @Test
    void aProgramThatIsCalledAgainFindsItsJobsAgainAndIsNotCalledOnceItHasReturned() throws Exception {
        Main twoJobs = destination -> {
            JobClient first = execute(destination, "first");
            heard.add(first.getJobId());
            heard.add("first was cancelled: " + first.result().wasCancelled());
            heard.add(execute(destination, "second").getJobId());
        };
        String first;
        try (Attempt attempt = attempt(twoJobs)) {
            first = next();
            assertThat(attempt.leader.jobs().known()).hasSize(1);
        }
        String second;
        try (Attempt attempt = attempt(twoJobs)) {
            assertThat(next()).isEqualTo(first);
            assertThat(attempt.leader.jobs().known()).hasSize(1);
            cancel(attempt, first);
            assertThat(next()).isEqualTo("first was cancelled: true");
            second = next();
            assertThat(second).isNotEqualTo(first);
            assertThat(attempt.leader.jobs().known()).hasSize(2);
            awaitMainEnd(attempt);
        }
        try (Attempt attempt = attempt(destination -> heard.add("called once more"))) {
            cancel(attempt, second);
            assertThat(next()).startsWith(ApplicationOutcome.KILLED + ": Job ").endsWith(" was cancelled.");
        }
        assertThat(heard).isEmpty();
    }

    private static void cancel(Attempt attempt, String job) throws Exception {
        new HostedJob(
                        JobId.parse(job),
                        "a job",
                        attempt.leader.jobs(),
                        new FileStorages(Optional.empty()),
                        attempt.run.end(JobId.parse(job)))
                .cancel();
    }

    private static void awaitMainEnd(Attempt attempt) throws Exception {
        Await.until(
                "it is recorded that main() has returned",
                Duration.ofSeconds(30),
                () -> new StoredMainEnd(attempt.leader.term()).find().isPresent());
    }

    @Test
    void whatMainThrowsCancelsItsJobsAndIsTheReason() throws Exception {
        try (Attempt attempt = attempt(destination -> {
            execute(destination, "first");
            throw new IOException("the wind was against me");
        })) {
            assertThat(next())
                    .isEqualTo(
                            "FAILED: main() of demo.Program has thrown java.io.IOException: the wind was against me.");
            assertThat(attempt.leader.jobs().known().values())
                    .allSatisfy(job -> assertThat(job.result()).isDone());
        }
    }

    @Test
    void whatItThrowsWhenItIsCalledAgainWaitsForItsJobs() throws Exception {
        try (Attempt attempt = attempt(destination -> {
            heard.add(execute(destination, "first").getJobId());
            new CountDownLatch(1).await();
        })) {
            assertThat(next()).hasSize(32);
            assertThat(attempt.leader.jobs().known()).hasSize(1);
        }
        try (Attempt attempt = attempt(destination -> {
            throw new IOException("the wind was against me");
        })) {
            awaitMainEnd(attempt);
            assertThat(attempt.leader.jobs().known().values())
                    .allSatisfy(job -> assertThat(job.result()).isNotDone());
            cancel(
                    attempt,
                    attempt.leader.jobs().known().keySet().iterator().next().toString());
            assertThat(next()).startsWith("FAILED: main() of demo.Program has thrown");
        }
    }

    @Test
    void anExitIsTheEndOfMainAndNothingIsExecutedAfterIt() throws Exception {
        CountDownLatch tried = new CountDownLatch(1);
        try (Attempt attempt = attempt(destination -> {
            destination.exit(0);
            assertThatThrownBy(() -> execute(destination, "late"))
                    .hasMessageContaining("System.exit(0)")
                    .hasMessageContaining("Have main() wait for threads");
            tried.countDown();
        })) {
            assertThat(next())
                    .startsWith("SUCCEEDED: main() of demo.Program has called System.exit(0). It has executed no");
            assertThat(tried.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(attempt.leader.jobs().known()).isEmpty();
        }
    }

    @Test
    void theSavepointOfTheProgramIsForItsFirstJob() throws Exception {
        Main main = destination -> {
            JobTicket first = destination.ticket("first");
            JobTicket second = destination.ticket("second");
            heard.add("first: " + first.startsFrom().test("/whole")
                    + first.startsFrom().test("/own"));
            heard.add("second: " + second.startsFrom().test("/whole")
                    + second.startsFrom().test("/own"));
            Thread beside = new Thread(() -> assertThatThrownBy(
                            () -> destination.ticket("third").startsFrom().test("/whole"))
                    .hasMessageContaining("is executed by another thread"));
            beside.setUncaughtExceptionHandler((thread, thrown) -> heard.add(String.valueOf(thrown)));
            beside.start();
            beside.join();
            execute(destination, "first", first);
            heard.add("executed");
            new CountDownLatch(1).await();
        };
        try (Attempt attempt = new Attempt(main, Optional.of("/whole"))) {
            assertThat(next()).isEqualTo("first: truetrue");
            assertThat(next()).isEqualTo("second: falsetrue");
            assertThat(next()).isEqualTo("executed");
            assertThat(attempt.leader.jobs().known()).hasSize(1);
        }
        try (Attempt attempt = new Attempt(main, Optional.of("/whole"))) {
            assertThat(next()).as("it goes on from where it is").isEqualTo("first: falsefalse");
            assertThat(attempt.leader.jobs().known()).hasSize(1);
        }
    }
}
