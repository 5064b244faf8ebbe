package dev.selvage.client.yarn;

import dev.selvage.api.execute.JobClient;
import dev.selvage.client.RunRequest;
import dev.selvage.client.Target;
import dev.selvage.client.rest.ClusterJobs;
import dev.selvage.client.rest.Departure;
import dev.selvage.client.submit.RunningApplication;
import dev.selvage.client.submit.SubmissionRequest;
import dev.selvage.core.config.ExecutionOptions;
import dev.selvage.platform.program.JobDestination;
import dev.selvage.platform.program.JobPackage;
import dev.selvage.platform.program.ProgramException;
import dev.selvage.platform.program.ProgramRunner;
import dev.selvage.platform.program.UserProgram;
import dev.selvage.platform.storage.LocalFileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An application on YARN for each job: {@code main()} is called here, and each of its jobs gets a cluster that ends with it. */
public final class YarnJobTarget implements Target {

    /** Its name, for which {@code -m yarn-cluster} is the older word. */
    public static final String NAME = "yarn-per-job";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(UserProgram program, RunRequest request) throws ProgramException {
        try (YarnAccess yarn = YarnAccess.open(request.settings(), request.terminal())) {
            Departure departure = new Departure(
                    request.terminal(),
                    request.settings().configuration().get(ExecutionOptions.SHUTDOWN_ON_ATTACHED_EXIT));
            if (!request.detached()) {
                departure.watch();
            }
            ProgramRunner.find().run(program, new Destination(yarn, request, departure));
            departure.isExpected();
        }
    }

    private record Destination(YarnAccess yarn, RunRequest request, Departure departure) implements JobDestination {

        @Override
        public JobClient submit(JobPackage packed) throws IOException, InterruptedException {
            String name = packed.plan().name();
            RunningApplication application = submitted(packed, name);
            ClusterJobs jobs = ApplicationCluster.of(application).jobs(request);
            ApplicationJob job =
                    new ApplicationJob(packed.plan().job(), name, application, jobs, request.detached(), departure);
            departure.hasBegun(job);
            request.terminal().say("Submitted " + name + " with JobID " + job.getJobId() + " as " + application);
            yarn.awaitRunning(application, departure, job);
            return job;
        }

        private RunningApplication submitted(JobPackage packed, String name) throws IOException, InterruptedException {
            Path directory = Files.createTempDirectory("selvage-job-");
            try {
                for (JobPackage.Piece piece : packed.pieces()) {
                    Path link = directory.resolve(piece.name());
                    Files.createDirectories(
                            Optional.ofNullable(link.getParent()).orElse(directory));
                    // Jars may be large, and are read once more anyway.
                    Files.createSymbolicLink(link, piece.file().toAbsolutePath());
                }
                return yarn.submit(
                        (options, distribution) -> SubmissionRequest.job(options, distribution, name, directory));
            } finally {
                LocalFileStorage.deleteTree(directory);
            }
        }
    }
}
