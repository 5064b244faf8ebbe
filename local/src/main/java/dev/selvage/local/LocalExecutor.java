package dev.selvage.local;

import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobExecutor;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.JobId;
import dev.selvage.core.plan.InvalidJobException;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.core.plan.Planner;
import dev.selvage.jobmanager.store.MemoryJobStore;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.platform.process.ProcessSteps;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;

/** Runs jobs in the JVM of their program, each with a cluster of its own. */
public final class LocalExecutor implements JobExecutor {

    /** Found by {@link java.util.ServiceLoader}. */
    public LocalExecutor() {}

    @Override
    public String target() {
        return "local";
    }

    /** Throws {@link IllegalArgumentException} with a sentence for each mistake in the job and in what it sets. */
    @Override
    public JobClient submit(StreamGraph graph) {
        Configuration configuration = ProgramConfiguration.of(graph, System.getenv());
        JobId job = JobId.random(new SplittableRandom());
        try {
            JobPlan plan = Planner.plan(job, graph, configuration);
            Warnings.tell(Planner.warnings(graph));
            FileStorages storages = FileStorages.of(System.getenv());
            Savepoints savepoints = new Savepoints(storages);
            Optional<Manifest> origin = Submission.origin(plan.plan(), configuration, savepoints);
            LastWords words = new LastWords();
            ContainerTasks tasks = ContainerTasks.of(plan, configuration, storages, words);
            Submission submission = Submission.of(plan.plan(), configuration, origin, tasks.checkpoints(), savepoints);
            return LocalJob.start(submission, new MemoryJobStore(storages), tasks, words);
        } catch (InvalidJobException mistakes) {
            throw new IllegalArgumentException(mistakes.getMessage(), mistakes);
        } catch (IOException | ProcessSteps.StartFailedException failed) {
            throw new IllegalStateException("The job " + graph.jobName() + " could not be started: " + failed, failed);
        }
    }
}
