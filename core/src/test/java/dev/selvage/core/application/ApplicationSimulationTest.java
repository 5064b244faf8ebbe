package dev.selvage.core.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.leadership.WriteOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Applications whose attempts die between any two steps, until one of them has told YARN how it ended. */
class ApplicationSimulationTest {

    private static final int SEEDS = 5_000;
    private static final int DEATHS = 6;
    private static final int BOUND = 10_000;

    @Test
    void whateverDiesEachJobIsRecordedOnceAndTheApplicationEndsAsItsJobsAndItsProgramDo() {
        int deaths = 0;
        int calledAgain = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            World world = new World(new SplittableRandom(seed));
            try {
                world.run();
                world.check();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
            deaths += world.deaths;
            calledAgain += Math.max(0, world.calls - 1);
        }
        assertThat(deaths).as("something happened").isGreaterThan(SEEDS);
        assertThat(calledAgain).isGreaterThan(SEEDS / 4);
    }

    /** What is durable, and one attempt at a time. */
    private static final class World {

        private final SplittableRandom random;
        private final int jobs;
        /** Behind so many jobs the program throws, if at all. */
        private final Optional<Integer> throwsBehind;
        /** Whether it does so only where jobs of an earlier call are there. */
        private final boolean onlyAgain;

        private final boolean waits;
        private final TreeSet<JobId> doomed = new TreeSet<>();
        private final TreeSet<JobId> recorded = new TreeSet<>();
        private final TreeSet<JobId> toCancel = new TreeSet<>();
        private final TreeMap<JobId, JobResult> results = new TreeMap<>();
        private Optional<MainEnd> main = Optional.empty();
        private Optional<ApplicationAction.End> told = Optional.empty();
        private int deaths;
        private int calls;
        private Attempt attempt;

        World(SplittableRandom random) {
            this.random = random;
            this.jobs = random.nextInt(4);
            this.throwsBehind = random.nextInt(3) == 0 ? Optional.of(random.nextInt(jobs + 1)) : Optional.empty();
            this.onlyAgain = random.nextBoolean();
            this.waits = random.nextBoolean();
            JobNumbers numbers = new JobNumbers();
            for (int i = 0; i < jobs; i++) {
                JobId job = numbers.nextOfMain().idIn("application");
                if (random.nextInt(6) == 0) {
                    doomed.add(job);
                }
            }
            this.attempt = new Attempt(this);
        }

        void run() {
            for (int step = 0; told.isEmpty(); step++) {
                assertThat(step).as("steps until it has ended").isLessThan(BOUND);
                if (deaths < DEATHS && random.nextInt(12) == 0) {
                    deaths++;
                    attempt = new Attempt(this);
                } else if (random.nextInt(3) == 0) {
                    aJobEnds();
                } else {
                    attempt.turn();
                }
            }
        }

        private void aJobEnds() {
            List<JobId> running =
                    recorded.stream().filter(job -> !results.containsKey(job)).toList();
            if (!running.isEmpty()) {
                JobId job = running.get(random.nextInt(running.size()));
                JobResult result = toCancel.contains(job)
                        ? new JobResult(job, JobStatus.CANCELLED, Optional.empty())
                        : doomed.contains(job)
                                ? new JobResult(
                                        job,
                                        JobStatus.FAILED,
                                        Optional.of(Failure.of(ErrorCode.TASK_FAILED, "It was doomed.")))
                                : new JobResult(job, JobStatus.FINISHED, Optional.empty());
                results.put(job, result);
                attempt.inbox.add(new ApplicationEvent.JobEnded(result));
            }
        }

        void check() {
            MainEnd end = main.orElseThrow();
            assertThat(results.keySet()).as("no job is left behind").containsAll(recorded);
            assertThat(recorded.size()).isLessThanOrEqualTo(jobs);
            boolean failed = results.values().stream().anyMatch(result -> result.status() == JobStatus.FAILED);
            ApplicationOutcome wanted = failed || end.how() != MainEnd.How.RETURNED
                    ? ApplicationOutcome.FAILED
                    : ApplicationOutcome.SUCCEEDED;
            assertThat(told.orElseThrow().outcome()).isEqualTo(wanted);
            if (throwsBehind.isPresent() && !onlyAgain) {
                assertThat(end.how()).isNotEqualTo(MainEnd.How.RETURNED);
            } else if (throwsBehind.isEmpty()) {
                assertThat(end.how()).isEqualTo(MainEnd.How.RETURNED);
                assertThat(recorded).as("all of them ran").hasSize(jobs);
            }
            if (end.how() != MainEnd.How.THREW) {
                assertThat(toCancel).as("jobs that nobody wanted cancelled").isEmpty();
            }
        }
    }

    /** One process, with a thread that runs {@code main()}. What it has not told the world dies with it. */
    private static final class Attempt {

        private final World world;
        private final ApplicationMachine machine = new ApplicationMachine();
        private final JobNumbers numbers = new JobNumbers();
        /** What is on its way to the machine. */
        private final List<ApplicationEvent> inbox = new ArrayList<>();

        private final List<ApplicationAction> actions = new ArrayList<>();
        private final boolean sawJobs;
        private boolean called;
        private int executed;
        private Optional<JobId> waitsFor = Optional.empty();

        Attempt(World world) {
            this.world = world;
            this.sawJobs = !world.recorded.isEmpty();
            TreeMap<JobId, String> names = new TreeMap<>();
            world.recorded.forEach(job -> names.put(job, "a job"));
            inbox.add(new ApplicationEvent.Leads(world.main, names));
            world.results.values().forEach(result -> inbox.add(new ApplicationEvent.JobEnded(result)));
        }

        void turn() {
            int choice = world.random.nextInt(3);
            if (choice == 0 && !inbox.isEmpty()) {
                actions.addAll(machine.step(inbox.remove(world.random.nextInt(inbox.size()))));
            } else if (choice == 1 && !actions.isEmpty()) {
                carryOut(actions.remove(0));
            } else if (choice == 2 && called) {
                runMain();
            }
        }

        private void carryOut(ApplicationAction action) {
            if (action instanceof ApplicationAction.CallProgram) {
                assertThat(world.main).as("a main() that is over is not called").isEmpty();
                world.calls++;
                called = true;
            } else if (action instanceof ApplicationAction.WriteMainEnd it) {
                boolean lost = world.random.nextInt(4) == 0;
                if (!lost || world.random.nextBoolean()) {
                    world.main.ifPresent(end -> assertThat(it.end()).isEqualTo(end));
                    world.main = Optional.of(it.end());
                }
                inbox.add(new ApplicationEvent.MainEndWritten(lost ? WriteOutcome.UNKNOWN : WriteOutcome.WRITTEN));
            } else if (action instanceof ApplicationAction.Cancel it) {
                assertThat(world.main.map(MainEnd::how)).contains(MainEnd.How.THREW);
                world.toCancel.add(it.job());
            } else if (action instanceof ApplicationAction.End it) {
                assertThat(world.main).isPresent();
                assertThat(world.results.keySet()).containsAll(world.recorded);
                world.told = Optional.of(it);
            }
        }

        private void runMain() {
            if (waitsFor.filter(job -> !world.results.containsKey(job)).isPresent() || !machine.mayExecute()) {
                return;
            }
            if (world.throwsBehind
                    .filter(at -> at == executed && (!world.onlyAgain || sawJobs))
                    .isPresent()) {
                called = false;
                inbox.add(new ApplicationEvent.MainThrew("It threw."));
            } else if (executed == world.jobs) {
                called = false;
                inbox.add(new ApplicationEvent.MainReturned("It has returned."));
            } else {
                execute(numbers.nextOfMain().idIn("application"));
            }
        }

        private void execute(JobId job) {
            executed++;
            actions.addAll(machine.step(new ApplicationEvent.Executes(job, "a job")));
            // It becomes durable, and runs, before anybody here knows.
            world.recorded.add(job);
            inbox.add(new ApplicationEvent.Accepted(job));
            waitsFor = world.waits ? Optional.of(job) : Optional.empty();
        }
    }
}
