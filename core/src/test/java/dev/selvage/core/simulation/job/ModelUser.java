package dev.selvage.core.simulation.job;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Whoever uses the cluster: keeps some jobs going beside each other, wants savepoints, cancels some and stops others, gives up
 * those that cannot be read, and judges what comes out.
 */
final class ModelUser {

    /** When all is well a savepoint of a job that has slots takes a fraction of that. */
    private static final long LONGEST_WAIT_MICROS = 30_000_000;

    private static final long LONG_REST_MICROS = 7_000_000;

    private final Simulation simulation;
    private final DurableStore store;
    private final OutsideSystem outside;
    private final DataPlane plane;
    private final Trouble trouble;
    private final Supplier<Optional<LeaderHost>> leader;
    private final SplittableRandom random;
    private final SplittableRandom drawn;
    private final List<Lane> lanes = new ArrayList<>();
    private int jobs;
    private int wishes;
    private boolean mayEndJobs = true;
    private Optional<String> flaw = Optional.empty();

    /** One job after the other. */
    private static final class Lane {
        Optional<JobRecords> present = Optional.empty();
        long finished;
    }

    ModelUser(
            Simulation simulation,
            DurableStore store,
            OutsideSystem outside,
            DataPlane plane,
            Trouble trouble,
            Supplier<Optional<LeaderHost>> leader) {
        this.simulation = simulation;
        this.store = store;
        this.outside = outside;
        this.plane = plane;
        this.trouble = trouble;
        this.leader = leader;
        this.random = simulation.random("world");
        this.drawn = simulation.random("jobs");
    }

    /** Begins with so many jobs, not all of them at once. */
    void begin(int beside) {
        for (int lane = 0; lane < beside; lane++) {
            lanes.add(new Lane());
        }
        submit(lanes.get(0), ModelJob.drawn(++jobs, drawn));
        for (Lane lane : lanes.subList(1, beside)) {
            simulation.after(
                    random.nextLong(4_000_000),
                    "submit",
                    "user",
                    "another",
                    () -> submit(lane, ModelJob.drawn(++jobs, drawn)));
        }
        visitLater();
    }

    /** From now on every job goes on to its end. */
    void letJobsEnd() {
        mayEndJobs = false;
    }

    Optional<String> flaw() {
        return flaw;
    }

    /** How many jobs have come to their end, one after the other, where fewest did. */
    long finished() {
        long fewest = Long.MAX_VALUE;
        for (Lane lane : lanes) {
            fewest = Math.min(fewest, lane.finished);
        }
        return fewest;
    }

    /** Whether no wish has waited for too long. */
    boolean isServed() {
        for (Lane lane : lanes) {
            if (lane.present.isPresent()
                    && lane.present.get().longestWaitMicros(simulation.nowMicros()) > LONGEST_WAIT_MICROS) {
                return false;
            }
        }
        return true;
    }

    private void visitLater() {
        simulation.after(50_000 + random.nextLong(100_000), "look", "user", "round", () -> {
            lanes.forEach(lane -> lane.present.ifPresent(job -> visit(lane, job)));
            visitLater();
        });
    }

    private void visit(Lane lane, JobRecords job) {
        if (job.result().isPresent()) {
            judge(lane, job, job.result().get());
            return;
        }
        JobId id = job.job().id();
        if (random.nextInt(60) == 0) {
            want(job, "savepoint", name -> new JobEvent.SavepointAsked(name));
        }
        boolean mayStop = mayEndJobs && !trouble.isOfLeadersAlone();
        if (mayStop && id.low() % 3 == 2 && random.nextInt(15) == 0) {
            want(job, "cancel", name -> new JobEvent.CancelAsked());
        }
        if (mayStop && id.low() % 3 == 1 && random.nextInt(15) == 0) {
            want(job, "stop", name -> new JobEvent.SavepointAsked(name, true));
        }
        if (leader.get().filter(present -> present.hasSetApart(id)).isPresent() && random.nextInt(60) == 0) {
            giveUp(lane, job);
        }
    }

    private interface Wording {
        JobEvent.Asked asked(String name);
    }

    private void want(JobRecords job, String what, Wording wording) {
        if (job.wishes().stream().anyMatch(open -> open.name().startsWith(what))) {
            return;
        }
        String name = what + "." + ++wishes;
        job.want(new JobRecords.ModelWish(name, wording.asked(name), simulation.nowMicros()));
        leader.get().ifPresent(LeaderHost::lookForWishes);
    }

    /** Something of it is lost for good: nobody says what has become of it. */
    private void giveUp(Lane lane, JobRecords job) {
        simulation.count("jobs given up");
        job.giveUp();
        leader.get().ifPresent(present -> present.forget(job.job().id()));
        submitLater(lane, ModelJob.drawn(++jobs, drawn));
    }

    private void judge(Lane lane, JobRecords job, JobResult result) {
        Optional<Map<String, Integer>> stops = store.stoppedAt(job);
        if (result.status() == JobStatus.FINISHED) {
            note(job.job().flawIn(outside.output(job.job().lineage()), stops.orElse(Map.of())));
            lane.finished += stops.isPresent() ? 0 : 1;
        } else if (result.status() == JobStatus.FAILED
                && result.reason()
                        .filter(why -> why.code() == ErrorCode.STATE_DAMAGED)
                        .isEmpty()) {
            note(Optional.of("a job failed for good although it may always be restarted: " + result.reason()));
        }
        if (job.toldStop().isPresent() && stops.isEmpty()) {
            note(Optional.of("the user was told of " + job.toldStop().get() + ", but the job did not stop with it"));
        }
        boolean goesOn = result.status() == JobStatus.CANCELLED || stops.isPresent();
        simulation.count(goesOn ? "jobs stopped" : "jobs finished");
        // A job that was cancelled or stopped goes on as another one, with another parallelism.
        submitLater(
                lane, goesOn ? job.job().rescaled(++jobs, drawn, store.newest(job)) : ModelJob.drawn(++jobs, drawn));
        if (random.nextBoolean()) {
            leader.get().ifPresent(present -> present.forget(job.job().id()));
        }
    }

    private void note(Optional<String> found) {
        flaw = flaw.or(() -> found);
    }

    private void submitLater(Lane lane, ModelJob next) {
        lane.present = Optional.empty();
        long pause = lanes.size() == 1 ? 100_000 : random.nextLong(1_000_000);
        if (trouble == Trouble.CONTAINERS && random.nextInt(4) == 0) {
            // Long enough that containers are given back meanwhile.
            pause += LONG_REST_MICROS;
        }
        simulation.after(pause, "submit", "user", "the next", () -> submit(lane, next));
    }

    private void submit(Lane lane, ModelJob job) {
        plane.forgetChannels(lanes.stream()
                .flatMap(each -> each.present.stream())
                .map(each -> each.job().id())
                .collect(Collectors.toCollection(TreeSet::new)));
        JobRecords accepted = store.accept(job);
        lane.present = Optional.of(accepted);
        leader.get().ifPresent(present -> present.accept(accepted));
    }
}
