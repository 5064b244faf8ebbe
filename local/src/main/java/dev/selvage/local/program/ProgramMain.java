package dev.selvage.local.program;

import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobExecutor;
import dev.selvage.api.execute.JobResult;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.core.id.JobId;
import dev.selvage.jobmanager.program.ProgramCall;
import dev.selvage.local.JobPacking;
import dev.selvage.platform.process.ExitCode;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * Calls {@code main()} of a user's program in a process of its own, and packs the job that it executes. The JobManager that has
 * started this process runs the job once this has ended well; so what comes behind {@code execute()} in a program comes before its
 * job.
 */
public final class ProgramMain {

    private ProgramMain() {}

    /**
     * The process.
     *
     * @param arguments the directory with the {@link ProgramCall}
     */
    public static void main(String[] arguments) throws IOException {
        // A program that hangs must not outlive whoever would end it.
        Optional<CompletableFuture<Void>> unused = ProcessHandle.current()
                .parent()
                .map(parent ->
                        parent.onExit().thenRun(() -> Runtime.getRuntime().halt(ExitCode.GIVEN_UP.status())));
        Path directory = Path.of(arguments[0]);
        Optional<String> problem = call(directory);
        if (problem.isPresent()) {
            ProgramCall.tellProblem(directory, problem.get());
        }
        // Threads that the program has started do not keep this from ending.
        System.exit(problem.isPresent() ? ExitCode.JOB_FAILED.status() : ExitCode.DONE.status());
    }

    /** Says what went wrong, if anything did. */
    private static Optional<String> call(Path directory) throws IOException {
        ProgramCall call = ProgramCall.read(directory);
        Path jar = Path.of(call.jar());
        try (MainCall main = MainCall.find(call.entryClass(), List.of(jar), Map.of())) {
            main.call(call.arguments(), call.settings(), new Packing(call, jar, directory), System::exit);
            return Optional.empty();
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getTargetException();
            thrown.printStackTrace();
            return Optional.of("it threw " + thrown);
        } catch (IOException e) {
            throw e;
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (Exception e) {
            // Nobody has a sentence for it: the whole of it goes to the output, of which the caller shows the end.
            e.printStackTrace();
            return Optional.of("it could not be started: " + e);
        }
    }

    /** Takes the one job of a program. */
    private static final class Packing implements JobExecutor {

        private final ProgramCall call;
        private final Path jar;
        private final Path directory;
        private Optional<String> first = Optional.empty();

        Packing(ProgramCall call, Path jar, Path directory) {
            this.call = call;
            this.jar = jar;
            this.directory = directory;
        }

        @Override
        public String target() {
            return "rest";
        }

        @Override
        public JobClient submit(StreamGraph graph) {
            if (first.isPresent()) {
                throw new IllegalStateException("Expected one job of a program that is run by REST, but found "
                        + graph.jobName() + " after " + first.get()
                        + ": a program that runs several, or waits for one, has to be run by the command line.");
            }
            try {
                JobId wanted = call.job().map(JobId::parse).orElseGet(() -> JobId.random(new SplittableRandom()));
                JobId job = JobPacking.pack(
                        wanted,
                        graph,
                        List.of(jar),
                        StoragePath.parse(ProgramCall.packed(directory).toString()));
                first = Optional.of(graph.jobName());
                return new ToBeRun(job.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Stands for a job that begins once its program has ended: nobody can wait for it here. */
    private record ToBeRun(String id) implements JobClient {

        @Override
        public String getJobId() {
            return id;
        }

        @Override
        public JobResult result() {
            System.err.println("The job " + id + " begins when main() has returned: its result is not known here.");
            return new JobResult(id, false, Duration.ZERO, Map.of());
        }

        @Override
        public Optional<JobResult> result(Duration atMost) {
            return Optional.empty();
        }

        @Override
        public void cancel() {
            throw new UnsupportedOperationException("Expected a job that runs, but job " + id
                    + " begins when main() has returned: cancel it by REST or by the command line.");
        }
    }
}
