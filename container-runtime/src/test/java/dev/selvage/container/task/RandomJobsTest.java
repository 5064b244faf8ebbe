package dev.selvage.container.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.graph.StreamGraph;
import dev.selvage.container.job.JobOutput;
import dev.selvage.container.job.RandomJob;
import dev.selvage.container.job.SequentialOracle;
import dev.selvage.container.snapshot.SnapshotFiles;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.JobId;
import dev.selvage.core.plan.Planner;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the graph, the order of turns and the failures: what is committed is what a plain evaluation comes to. */
class RandomJobsTest {
    /** How many jobs are tried; more of them with {@code -Dselvage.test.jobs}. */
    private static final long JOBS = Long.getLong("selvage.test.jobs", 2_000);

    private static final long FIRST = Long.getLong("selvage.test.first-job", 0);

    /** No job of such a size needs as many steps, unless it stands still. */
    private static final int PATIENCE = 400_000;

    private int checkpoints;
    private int restores;

    @TempDir
    Path directory;

    @Test
    void whatIsCommittedIsWhatAPlainEvaluationComesTo() throws Exception {
        for (long seed = FIRST; seed < FIRST + JOBS; seed++) {
            try {
                assertThat(committed(seed)).isEqualTo(expected(seed));
            } catch (Exception | AssertionError thrown) {
                throw new AssertionError(
                        "job " + seed + " (again: -Dselvage.test.first-job=" + seed + " -Dselvage.test.jobs=1): "
                                + thrown,
                        thrown);
            }
        }
        System.out.println(JOBS + " jobs, " + checkpoints + " checkpoints, " + restores + " restores");
        if (JOBS > 100) {
            assertThat(checkpoints).as("checkpoints").isGreaterThan((int) JOBS);
            assertThat(restores).as("restores").isGreaterThan((int) JOBS / 4);
        }
    }

    private static List<JobOutput.Written> expected(long seed) {
        try (JobOutput output = JobOutput.open()) {
            SequentialOracle.run(RandomJob.of(seed, output::transactional));
            return output.written();
        }
    }

    private List<JobOutput.Written> committed(long seed) throws Exception {
        Random random = new Random(seed);
        Path own = Files.createDirectory(directory.resolve(Long.toString(seed)));
        SnapshotFiles files = new SnapshotFiles(
                new LocalFileStorage(), StoragePath.parse(own.toUri().toString()));
        try (JobOutput output = JobOutput.open()) {
            StreamGraph graph = RandomJob.of(seed, output::transactional);
            JobId id = new JobId(0, seed);
            boolean checkpointing = random.nextInt(5) > 0;
            TurnedJob job = new TurnedJob(Planner.plan(id, graph, Configuration.empty()), files, checkpointing, seed);
            int failures = checkpointing ? random.nextInt(5) : 0;
            job.deploy();
            for (int step = 0; !job.isOver(); step++) {
                job.step();
                if (random.nextInt(40) == 0) {
                    job.trigger();
                }
                if (random.nextInt(2_000) == 0) {
                    job.giveUp();
                }
                // Sooner or later also before there is anything to go on from.
                if (failures > 0 && random.nextInt(job.decided() > 0 ? 60 : 1_000) == 0) {
                    failures--;
                    job.fail();
                }
                assertThat(step).as("steps").isLessThan(PATIENCE);
            }
            checkpoints += job.decided();
            restores += job.restored();
            return output.written();
        }
    }
}
