package dev.selvage.local;

import dev.selvage.api.graph.StreamGraph;
import dev.selvage.container.program.JobOptions;
import dev.selvage.container.program.JobProgram;
import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobSettings;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.InvalidJobException;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.core.plan.Planner;
import dev.selvage.jobmanager.store.PackedJob;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.jobmanager.store.StoredJob;
import dev.selvage.platform.program.JobPackage;
import dev.selvage.platform.program.JobTicket;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Packs a job for a cluster, with all that its JobManager and its tasks have to know.
 */
public final class JobPacking {

    private JobPacking() {}

    /** Does something with a job that is packed only as long as this takes. */
    public interface Use<R> {
        R of(JobPackage job) throws IOException, InterruptedException;
    }

    /**
     * Packs a job for a moment, without copying its jars; throws {@link IllegalArgumentException} with a sentence for each mistake in
     * it.
     *
     * @param jars with the job's classes, in the order in which they are searched; none if the cluster's processes have them
     */
    public static <R> R withPackage(StreamGraph graph, List<Path> jars, Use<R> use)
            throws IOException, InterruptedException {
        return withPackage(JobTicket.fresh(), graph, jars, use);
    }

    /** The same for a job of which somebody has said how it is to be packed. */
    public static <R> R withPackage(JobTicket ticket, StreamGraph graph, List<Path> jars, Use<R> use)
            throws IOException, InterruptedException {
        FileStorages storages = FileStorages.of(System.getenv());
        Path directory = Files.createTempDirectory("selvage-submission-");
        StoragePath place = StoragePath.parse(directory.toString());
        FileStorage storage = storages.of(place);
        try {
            ExecutionPlan plan = pack(ticket, graph, new PackedJob(storage, place), storages);
            List<JobPackage.Piece> pieces = new ArrayList<>();
            pieces.add(new JobPackage.Piece("program", directory.resolve("program")));
            for (int number = 0; number < jars.size(); number++) {
                pieces.add(new JobPackage.Piece("jars/" + PackedJob.jarName(number), jars.get(number)));
            }
            pieces.add(new JobPackage.Piece("job", directory.resolve("job")));
            return use.of(new JobPackage(plan, pieces));
        } finally {
            storage.deleteTree(place);
        }
    }

    /** Packs a job into a directory of its own, jars and all; throws as {@link #withPackage} does. */
    public static JobId pack(StreamGraph graph, List<Path> jars, StoragePath directory) throws IOException {
        return pack(JobTicket.fresh().job(), graph, jars, directory);
    }

    /** The same for a job whose identifier somebody has chosen. */
    public static JobId pack(JobId job, StreamGraph graph, List<Path> jars, StoragePath directory) throws IOException {
        FileStorages storages = FileStorages.of(System.getenv());
        FileStorage storage = storages.of(directory);
        PackedJob packed = new PackedJob(storage, directory);
        storage.createDirectories(packed.jars());
        for (int number = 0; number < jars.size(); number++) {
            copy(jars.get(number), storage, packed.jars().child(PackedJob.jarName(number)));
        }
        pack(JobTicket.of(job), graph, packed, storages);
        return job;
    }

    /** All but the jars, which are there by now if they are to be. */
    private static ExecutionPlan pack(JobTicket ticket, StreamGraph graph, PackedJob packed, FileStorages storages)
            throws IOException {
        JobId job = ticket.job();
        Configuration configuration = ProgramConfiguration.of(graph, System.getenv());
        try {
            JobPlan plan = Planner.plan(job, graph, configuration);
            Warnings.tell(Planner.warnings(graph));
            JobProgram program = new JobProgram(plan, JobOptions.of(configuration), ProgramConfiguration.classes());
            Optional<String> origin =
                    configuration.find(CheckpointOptions.RECOVERY_PATH).filter(ticket.startsFrom());
            if (origin.isPresent()) {
                // Read here for its mistakes alone: the JobManager reads it when it takes the job up.
                Submission.origin(plan.plan(), configuration, new Savepoints(storages));
            }
            packed.storage().createAtomically(packed.program(), program.toBytes());
            packed.complete(new StoredJob(
                    plan.plan(),
                    JobSettings.of(configuration),
                    configuration.find(CheckpointOptions.DIR).map(place -> checkpoints(place, job)),
                    configuration.get(CheckpointOptions.RETENTION),
                    origin));
            return plan.plan();
        } catch (InvalidJobException mistakes) {
            throw new IllegalArgumentException(mistakes.getMessage(), mistakes);
        }
    }

    private static String checkpoints(String place, JobId job) {
        try {
            return StoragePath.parse(place).child(job.toString()).toString();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(CheckpointOptions.DIR.key() + ": " + e.getMessage(), e);
        }
    }

    private static void copy(Path jar, FileStorage storage, StoragePath to) throws IOException {
        try (OutputStream out = storage.createWhole(to)) {
            Files.copy(jar, out);
        }
    }
}
