package dev.selvage.container.task;

import dev.selvage.api.graph.StreamGraph;
import dev.selvage.container.operator.Coverage;
import dev.selvage.container.task.TurnedJob.Checkpoints;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.plan.Planner;
import java.util.List;

/** The ways in which a job's tasks get their turns. None of them may be told from another by what comes out. */
enum Driving {
    /** A record passes all tasks before the next one is read. */
    ITEM_BY_ITEM(1, false, false),
    /** Each task sees all its input before the next one gets a turn. */
    ALL_AT_ONCE(100_000, false, false),
    /** After each record everything is snapshotted, thrown away and restored. */
    RESTORED(1, true, false),
    /** Whoever emits a record finds no room for the next one, and must leave its input alone until there is some. */
    REFUSED(1, false, true),
    /** The snapshot is asked for where there is no room, and everything is restored from it. */
    REFUSED_AND_RESTORED(1, true, true);

    /** A job that makes no end within so many rounds stands still. */
    private static final int PATIENCE = 10_000;

    /** So many rounds after the last record was read it has passed all tasks, however little room there is. */
    private static final int LONGEST_WAY = 30;

    private static final long LONGER_THAN_A_TURN = 2_000_000;

    private final int recordsAtOnce;
    private final boolean restores;
    private final boolean refuses;

    Driving(int recordsAtOnce, boolean restores, boolean refuses) {
        this.recordsAtOnce = recordsAtOnce;
        this.restores = restores;
        this.refuses = refuses;
    }

    /** How many records a source may emit in a turn, a batch holds, and a channel has room for. */
    int recordsAtOnce() {
        return recordsAtOnce;
    }

    /** Runs a job to its end; returns what can be told of it. */
    TurnedJob run(StreamGraph graph, Coverage coverage) throws Exception {
        TurnedJob job = new TurnedJob(
                Planner.plan(new JobId(0, 1), graph, Configuration.empty()),
                TurnedCheckpoints.Place.NONE,
                restores ? Checkpoints.EXACTLY_ONCE : Checkpoints.NONE,
                pace());
        job.deploy();
        coverage.add(graph, job.operators());
        int still = 0;
        for (int round = 0; !job.isOver(); round++) {
            if (round == PATIENCE) {
                throw new IllegalStateException("expected the job to end, but it stands still: " + job.running());
            }
            boolean worked = refuses ? untilRefused(job) : passOn(job);
            // Who begins anew has something to look at, and so nobody is ever idle who begins anew after each look.
            still = sourcesSleep(job) ? still + 1 : 0;
            if (!worked || still > LONGEST_WAY) {
                job.passTime();
                still = 0;
            }
            if (restores) {
                restore(job, round % 2 == 0);
            }
        }
        return job;
    }

    /** Whether everything is thrown away and restored now and then, and with it what was known of event time. */
    boolean restores() {
        return restores;
    }

    boolean refuses() {
        return refuses;
    }

    /** One record a turn, or all there is, or as long as there is room; snapshots of any size travel in their handles. */
    private Pace pace() {
        long nanos = recordsAtOnce == 1 && !refuses ? LONGER_THAN_A_TURN : 0;
        return new Pace(Integer.MAX_VALUE, recordsAtOnce, recordsAtOnce, () -> nanos);
    }

    /** The sources read on, and what they read passes all others. */
    private static boolean passOn(TurnedJob job) {
        boolean worked = readOn(job);
        boolean moved = true;
        while (moved) {
            moved = false;
            for (TaskId task : job.running()) {
                moved |= !job.isSource(task) && untilIdle(job, task);
            }
            worked |= moved;
        }
        return worked;
    }

    private static boolean sourcesSleep(TurnedJob job) {
        List<TaskId> sources = job.running().stream().filter(job::isSource).toList();
        return !sources.isEmpty() && sources.stream().allMatch(job::sleeps);
    }

    /** A reader that was told to ask later is asked no earlier; one that has waited long enough needs a second look. */
    private static boolean readOn(TurnedJob job) {
        boolean worked = false;
        for (TaskId task : job.running()) {
            if (job.isSource(task)) {
                worked |= !job.sleeps(task) && (job.turn(task) || (!job.sleeps(task) && turnAgain(job, task)));
            }
        }
        return worked;
    }

    private static boolean turnAgain(TurnedJob job, TaskId task) {
        return job.isRunning(task) && job.turn(task);
    }

    private static boolean untilIdle(TurnedJob job, TaskId task) {
        boolean worked = false;
        while (turnAgain(job, task)) {
            worked = true;
        }
        return worked;
    }

    /** All go as far as there is room, then whoever stands at the end makes a little of it. */
    private static boolean untilRefused(TurnedJob job) {
        boolean worked = readOn(job);
        for (TaskId task : job.running()) {
            if (job.isSource(task)) {
                continue;
            }
            worked |= job.isAtTheEnd(task) ? job.turn(task) : untilIdle(job, task);
        }
        return worked;
    }

    /** Takes a checkpoint, and goes on from it: now and then before anybody hears that it was decided. */
    private static void restore(TurnedJob job, boolean heard) throws Exception {
        int before = job.decided();
        job.trigger();
        for (int round = 0; job.decided() == before && !job.isOver(); round++) {
            if (round == PATIENCE) {
                throw new IllegalStateException("expected a checkpoint, but it stands still: " + job.running());
            }
            job.running().forEach(task -> turnAgain(job, task));
            job.write();
        }
        if (heard) {
            job.running().forEach(task -> turnAgain(job, task));
        }
        if (!job.isOver()) {
            job.fail();
        }
    }
}
