package dev.selvage.container.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.graph.StreamGraph;
import dev.selvage.container.job.Faults;
import dev.selvage.container.job.FaultyStorage;
import dev.selvage.container.job.JobOutput;
import dev.selvage.container.job.RandomJob;
import dev.selvage.container.network.ChannelFailedException;
import dev.selvage.container.oracle.AtLeastOnce;
import dev.selvage.container.oracle.SequentialOracle;
import dev.selvage.container.snapshot.SnapshotFiles;
import dev.selvage.container.task.TurnedJob.Checkpoints;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.plan.InvalidJobException;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.core.plan.Planner;
import dev.selvage.platform.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the graph, the order of turns and the failures: what is committed is what a plain evaluation comes to. */
class RandomJobsTest {
    /** How many jobs are tried; more of them with {@code -Dselvage.test.jobs}. */
    private static final long JOBS = Long.getLong("selvage.test.jobs", 2_000);

    /** After so many of them a campaign says how far it is. */
    private static final long PROGRESS = 1_000;

    private static final long FIRST = Long.getLong("selvage.test.first-job", 0);

    /** A job in which nothing has happened for so many steps stands still; the clock has gone on for as many milliseconds. */
    private static final int PATIENCE = 4_000;

    /** Far more than any job of such a size needs: most end within 60,000, one in some thousands takes more than 400,000. */
    private static final int MOST_STEPS = 4_000_000;

    private final Tally seen = new Tally();
    private int faults;
    private int byTheClock;
    private int repeatable;
    private int repeated;
    private int undecided;

    @TempDir
    Path directory;

    @Test
    void whatIsCommittedIsWhatAPlainEvaluationComesTo() throws Exception {
        long begin = System.nanoTime();
        for (long seed = FIRST; seed < FIRST + JOBS; seed++) {
            try {
                compare(committed(seed), seed);
            } catch (Exception | AssertionError thrown) {
                throw new AssertionError(
                        "job " + seed + " (again: -Dselvage.test.first-job=" + seed + " -Dselvage.test.jobs=1): "
                                + thrown,
                        thrown);
            }
            long done = seed - FIRST + 1;
            if (done % PROGRESS == 0 && done < JOBS) {
                long millis = (System.nanoTime() - begin) / 1_000_000;
                System.out.println(summary(done) + "; " + millis / done + " ms each, next is job " + (seed + 1));
            }
        }
        System.out.println(summary(JOBS) + "; " + (System.nanoTime() - begin) / 1_000_000 / JOBS + " ms each");
        if (JOBS > 100) {
            assertThat(seen.checkpoints).as("checkpoints").isGreaterThan((int) JOBS);
            assertThat(seen.restores).as("restores").isGreaterThan((int) JOBS / 4);
            assertThat(faults).as("faults").isGreaterThan((int) JOBS / 10);
            assertThat(seen.regionsAlone).as("restarts of a region alone").isGreaterThan((int) JOBS / 10);
            assertThat(byTheClock).as("records of windows by the clock").isGreaterThan((int) JOBS);
            assertThat(seen.lostSnapshots).as("snapshots not written").isPositive();
            assertThat(repeatable).as("jobs with failures and at least once").isGreaterThan((int) JOBS / 50);
            assertThat(repeated).as("records repeated").isPositive();
            assertThat(undecided).as("sinks not compared").isLessThan((int) JOBS / 20);
        }
    }

    private static List<JobOutput.Written> of(Set<Integer> sinks, List<JobOutput.Written> all) {
        return all.stream().filter(written -> sinks.contains(written.sink())).toList();
    }

    private String summary(long jobs) {
        return jobs + " jobs from " + FIRST + " on, " + seen + ", " + faults + " faults, " + byTheClock
                + " records of windows by the clock, " + repeated + " records repeated in " + repeatable
                + " jobs with failures and at least once, " + undecided + " sinks with several right outputs";
    }

    private void compare(Output committed, long seed) {
        try (JobOutput output = JobOutput.open()) {
            Set<Integer> open = SequentialOracle.run(RandomJob.of(seed, output::transactional));
            undecided += open.size();
            compare(committed.without(open), Output.of(output, Optional.empty()).without(open));
        }
    }

    /** Everything, and of that of which only part may come, nothing that is not expected or comes too often. */
    private void compare(Output committed, Output expected) {
        if (committed.soundSinks().isPresent()) {
            Set<Integer> sinks = committed.soundSinks().get();
            repeatable++;
            repeated += AtLeastOnce.check(of(sinks, committed.all()), of(sinks, expected.all()), true);
            repeated += AtLeastOnce.check(of(sinks, committed.part()), of(sinks, expected.part()), false);
            return;
        }
        assertThat(committed.all()).isEqualTo(expected.all());
        Map<JobOutput.Written, Integer> left = new HashMap<>();
        expected.part().forEach(written -> left.merge(written, 1, Integer::sum));
        committed
                .part()
                .forEach(written -> assertThat(left.merge(written, -1, Integer::sum))
                        .as("more expected than came by the clock: " + written)
                        .isNotNegative());
        byTheClock += committed.part().size();
    }

    /**
     * What the sinks have.
     *
     * @param soundSinks those of which something can be said, if records may have come again
     */
    private record Output(
            List<JobOutput.Written> all, List<JobOutput.Written> part, Optional<Set<Integer>> soundSinks) {
        static Output of(JobOutput output, Optional<Set<Integer>> soundSinks) {
            return new Output(output.written(), output.part(), soundSinks);
        }

        Output without(Set<Integer> sinks) {
            return new Output(without(sinks, all), without(sinks, part), soundSinks);
        }

        private static List<JobOutput.Written> without(Set<Integer> sinks, List<JobOutput.Written> written) {
            return written.stream().filter(each -> !sinks.contains(each.sink())).toList();
        }
    }

    private static Checkpoints mode(StreamGraph graph, Random random) {
        if (random.nextInt(5) == 0) {
            return Checkpoints.NONE;
        }
        return random.nextInt(5) == 0 && AtLeastOnce.suits(graph)
                ? Checkpoints.AT_LEAST_ONCE
                : Checkpoints.EXACTLY_ONCE;
    }

    private Output committed(long seed) throws Exception {
        Random random = new Random(seed);
        TurnedCheckpoints.Place snapshots = snapshots(seed);
        TurnedProcesses processes = random.nextInt(3) == 0 ? TurnedProcesses.two(random) : TurnedProcesses.one();
        try (JobOutput output = JobOutput.open()) {
            StreamGraph graph = RandomJob.of(seed, output::transactional);
            Checkpoints mode = mode(graph, random);
            boolean checkpointing = mode != Checkpoints.NONE;
            TurnedJob job = new TurnedJob(plan(seed, graph), snapshots, mode, processes, random);
            int failures = checkpointing ? random.nextInt(5) : 0;
            Faults thrown = Faults.begin(random, checkpointing ? random.nextInt(4) : 0);
            job.deploy();
            Object progress = job.progress();
            for (int step = 1; !job.isOver(); step++) {
                step(job, random);
                // Sooner or later also before there is anything to go on from.
                if (failures > 0 && !job.isOver() && random.nextInt(job.decided() > 0 ? 60 : 1_000) == 0) {
                    failures--;
                    fail(job, processes, seed, graph, random);
                }
                if (step % PATIENCE == 0) {
                    assertThat(job.progress()).as(job::standing).isNotEqualTo(progress);
                    assertThat(step).as(job::standing).isLessThan(MOST_STEPS);
                    progress = job.progress();
                }
            }
            seen.add(job.tally());
            faults += thrown.thrown();
            processes.close();
            boolean repeats = mode == Checkpoints.AT_LEAST_ONCE && job.tally().restores > 0;
            return Output.of(output, repeats ? Optional.of(AtLeastOnce.soundSinks(graph)) : Optional.empty());
        } finally {
            Faults.end();
        }
    }

    /** A real disk takes longer than all the rest, so that few jobs get one. */
    private TurnedCheckpoints.Place snapshots(long seed) throws IOException {
        if (seed % 20 > 0) {
            FileStorage memory = FaultyStorage.inMemory();
            return new TurnedCheckpoints.Place(new SnapshotFiles(path -> memory), "/memory");
        }
        Path own = Files.createDirectory(directory.resolve(Long.toString(seed)));
        FileStorage disk = FaultyStorage.onThisMachine();
        return new TurnedCheckpoints.Place(new SnapshotFiles(path -> disk), own.toString());
    }

    private static void step(TurnedJob job, Random random) throws Exception {
        try {
            job.step();
        } catch (RuntimeException thrown) {
            if (!Faults.isFault(thrown) && !isLostConnection(thrown)) {
                throw thrown;
            }
            failSome(job, job.lastTurned(), random);
        }
        if (random.nextInt(40) == 0) {
            job.trigger();
        }
        if (random.nextInt(2_000) == 0) {
            job.giveUp();
        }
    }

    /** As itself, or as what a function saw when it emitted a record. */
    private static boolean isLostConnection(Throwable thrown) {
        return thrown instanceof ChannelFailedException || thrown.getCause() instanceof ChannelFailedException;
    }

    private static void fail(TurnedJob job, TurnedProcesses processes, long seed, StreamGraph graph, Random random)
            throws Exception {
        if (job.decided() > 0 && RandomJob.isScalable(graph) && random.nextInt(3) == 0) {
            job.failInto(plan(seed, RandomJob.scaled(graph, random)));
        } else if (random.nextInt(4) == 0) {
            // Whoever looks at it next fails by it.
            processes.breakConnection();
        } else {
            List<SubtaskId> running = job.runningSubtasks();
            failSome(job, running.get(random.nextInt(running.size())), random);
        }
    }

    /** One subtask has failed; with it all others stop, or those that are connected with it. */
    private static void failSome(TurnedJob job, SubtaskId failed, Random random) throws Exception {
        if (random.nextBoolean()) {
            job.fail();
        } else {
            job.failRegionOf(failed);
        }
    }

    private static JobPlan plan(long seed, StreamGraph graph) throws InvalidJobException {
        return Planner.plan(new JobId(0, seed), graph, Configuration.empty());
    }
}
