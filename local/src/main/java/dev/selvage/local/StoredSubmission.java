package dev.selvage.local;

import dev.selvage.api.graph.StreamGraph;
import dev.selvage.container.program.JobOptions;
import dev.selvage.container.program.JobProgram;
import dev.selvage.container.program.StoredPrograms;
import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobSettings;
import dev.selvage.core.plan.InvalidJobException;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.core.plan.Planner;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.jobmanager.store.StoredJob;
import dev.selvage.jobmanager.store.StoredJobs;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Leaves a job in the directory of a cluster whose processes have the job's classes: a JobManager that is started with the
 * job's id then runs it there. The plain way, without a client, for tests and measurements.
 */
public final class StoredSubmission {

    private StoredSubmission() {}

    /** Leaves a job there; throws {@link IllegalArgumentException} with a sentence for each mistake in it. */
    public static JobId submit(StreamGraph graph, ClusterDirectory directory) throws IOException {
        Configuration configuration = ProgramConfiguration.of(graph, System.getenv());
        configuration
                .find(CheckpointOptions.DIR)
                .ifPresent(set -> Warnings.tell(List.of("Expected no " + CheckpointOptions.DIR.key()
                        + " for a job in processes, but found " + set + ": its checkpoints go to " + directory.path()
                        + ".")));
        JobId job = JobId.random(new SplittableRandom());
        FileStorages storages = FileStorages.of(System.getenv());
        FileStorage storage = storages.of(directory.path());
        ClassLoader classes = ProgramConfiguration.classes();
        try {
            JobPlan plan = Planner.plan(job, graph, configuration);
            Warnings.tell(Planner.warnings(graph));
            JobProgram program = new JobProgram(plan, JobOptions.of(configuration), classes);
            // Read here for its mistakes alone: the JobManager reads it when it takes the job up.
            Submission.origin(plan.plan(), configuration, new Savepoints(storages));
            new StoredPrograms(storage, directory, classes).write(job, program);
            new StoredJobs(storage, directory)
                    .write(new StoredJob(
                            plan.plan(),
                            JobSettings.of(configuration),
                            configuration.find(CheckpointOptions.RECOVERY_PATH)));
        } catch (InvalidJobException mistakes) {
            throw new IllegalArgumentException(mistakes.getMessage(), mistakes);
        }
        return job;
    }
}
