package dev.selvage.testing;

import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobExecutor;
import dev.selvage.api.execute.ProgramContext;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.local.LocalExecutor;
import dev.selvage.local.LocalJobClient;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs the jobs of a JUnit test in its JVM, each on a cluster of its own with several TaskManagers, checkpoints and restarts.
 * The test calls the program as it is: its environment has these settings, whatever the program sets itself wins. When a test
 * is over its jobs are ended, and a test that leaves threads of theirs behind fails.
 *
 * <pre>{@code
 * class NumbersTest {
 *     @RegisterExtension
 *     final LocalJobs jobs = LocalJobs.withTaskManagers(2);
 *
 *     @Test
 *     void doublesNumbers() {
 *         StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
 *         try (CloseableIterator<Long> doubled =
 *                 env.fromSequence(1, 3).map(number -> 2 * number).executeAndCollect()) {
 *             assertThat(doubled).toIterable().containsExactlyInAnyOrder(2L, 4L, 6L);
 *         }
 *     }
 * }
 * }</pre>
 */
public final class LocalJobs implements BeforeEachCallback, AfterEachCallback, InvocationInterceptor {
    /** Long enough for user code that has to be interrupted; a job that hangs longer is a finding. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> settings = new TreeMap<>();
    private final ConcurrentLinkedQueue<LocalJobClient> jobs = new ConcurrentLinkedQueue<>();
    private Set<Thread> before = Set.of();

    private LocalJobs(int taskManagers) {
        with("minicluster.number-of-taskmanagers", Integer.toString(taskManagers));
        with("execution.checkpointing.interval", "50 ms");
        with("restart-strategy.type", "fixed-delay");
        with("restart-strategy.fixed-delay.attempts", "10");
        with("restart-strategy.fixed-delay.delay", "1 ms");
    }

    /** Jobs share their tasks out to so many TaskManagers, and so many subtasks has what says nothing else. */
    public static LocalJobs withTaskManagers(int taskManagers) {
        return new LocalJobs(taskManagers).withParallelism(taskManagers);
    }

    /** The parallelism of operators that say nothing else. */
    public LocalJobs withParallelism(int parallelism) {
        return with("parallelism.default", Integer.toString(parallelism));
    }

    /** How often a checkpoint is taken: every 50 ms if nothing is said. */
    public LocalJobs withCheckpointsEvery(Duration interval) {
        return with("execution.checkpointing.interval", interval.toMillis() + " ms");
    }

    /** Any setting; the same keys as in a configuration file. */
    public LocalJobs with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** The jobs that the present test has begun so far, in their order. */
    public List<JobClient> begun() {
        return List.copyOf(jobs);
    }

    /**
     * Kills one TaskManager of a job, counted from 0, with all tasks on it; another one takes its place. A job whose results
     * are exactly-once shows the same afterwards as if nothing had happened.
     */
    public void killTaskManager(JobClient job, int number) {
        if (!(job instanceof LocalJobClient local)) {
            throw new IllegalArgumentException("Wanted a job of this test, which " + LocalJobs.class.getSimpleName()
                    + " runs, found " + job + ": begin it with executeAsync inside the test.");
        }
        if (number < 0 || number >= local.taskManagers()) {
            throw new IllegalArgumentException("Wanted a TaskManager from 0 to " + (local.taskManagers() - 1)
                    + ", found " + number + ": withTaskManagers says how many there are.");
        }
        local.killTaskManager(number);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        jobs.clear();
        before = Thread.getAllStackTraces().keySet();
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext extensionContext)
            throws Throwable {
        within(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext extensionContext)
            throws Throwable {
        within(invocation);
    }

    private void within(Invocation<Void> invocation) throws Throwable {
        Optional<Throwable> thrown = ProgramContext.call(settings, new Recorder(), () -> {
            try {
                invocation.proceed();
                return Optional.empty();
            } catch (Throwable any) {
                return Optional.of(any);
            }
        });
        if (thrown.isPresent()) {
            throw thrown.get();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (LocalJobClient job : jobs) {
            job.cancel();
        }
        for (LocalJobClient job : jobs) {
            LeftBehind.awaitEnd(job, PATIENCE);
        }
        LeftBehind.refuse(before, PATIENCE);
    }

    /** Stands for every target: a test runs here, whatever its program asks for. */
    private final class Recorder implements JobExecutor {
        private final LocalExecutor local = new LocalExecutor();

        @Override
        public String target() {
            return local.target();
        }

        @Override
        public JobClient submit(StreamGraph graph) {
            JobClient job = local.submit(graph);
            jobs.add((LocalJobClient) job);
            return job;
        }
    }
}
