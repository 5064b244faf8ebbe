package dev.selvage.core.application;

import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.leadership.WriteOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides, in one attempt of an application, whether {@code main()} is called, what becomes of jobs when it ends, and when and how
 * the application ends. It ends once {@code main()}'s end is recorded and every job has a durable result, both of which the next
 * attempt finds, so that it may die at any step.
 */
public final class ApplicationMachine {

    private enum Stage {
        /** Nobody knows yet whether there is anything to call. */
        BEFORE,
        MAIN_RUNS,
        /** How it ended is not durable yet: nothing that could not be taken back follows from it. */
        MAIN_IS_OVER,
        MAIN_IS_RECORDED,
        ENDED
    }

    private final TreeMap<JobId, String> names = new TreeMap<>();
    private final TreeSet<JobId> recorded = new TreeSet<>();
    private final TreeSet<JobId> beingRecorded = new TreeSet<>();
    private final TreeMap<JobId, JobResult> results = new TreeMap<>();
    private Stage stage = Stage.BEFORE;
    private Optional<MainEnd> main = Optional.empty();
    private Optional<JobResult> firstFailure = Optional.empty();
    private Optional<JobResult> firstCancelled = Optional.empty();
    /** Whether jobs of an earlier attempt are there, so that {@code main()} is called again, or at least may be. */
    private boolean again;

    /** Whether the program may execute a job now; once it is over it may not, whatever threads it has left. */
    public boolean mayExecute() {
        return stage == Stage.MAIN_RUNS;
    }

    /** How {@code main()} ended, once it has. */
    public Optional<MainEnd> mainEnd() {
        return main;
    }

    /** Tells it something; returns what is to be done, in this order. */
    public List<ApplicationAction> step(ApplicationEvent event) {
        List<ApplicationAction> actions = new ArrayList<>();
        if (event instanceof ApplicationEvent.Leads it) {
            leads(it, actions);
        } else if (event instanceof ApplicationEvent.Executes it) {
            names.put(it.job(), it.name());
            if (!recorded.contains(it.job())) {
                beingRecorded.add(it.job());
            }
        } else if (event instanceof ApplicationEvent.Accepted it) {
            accepted(it.job(), actions);
        } else if (event instanceof ApplicationEvent.NotAccepted it) {
            beingRecorded.remove(it.job());
        } else if (event instanceof ApplicationEvent.JobEnded it) {
            ended(it.result());
        } else if (event instanceof ApplicationEvent.MainReturned it) {
            mainIsOver(new MainEnd(MainEnd.How.RETURNED, it.sentence()), actions);
        } else if (event instanceof ApplicationEvent.MainThrew it) {
            // A job that does well is not to pay for it that the world is another one when main() is called again.
            mainIsOver(new MainEnd(again ? MainEnd.How.THREW_AGAIN : MainEnd.How.THREW, it.sentence()), actions);
        } else if (event instanceof ApplicationEvent.MainEndWritten it) {
            written(it.outcome(), actions);
        } else {
            throw new IllegalStateException("expected something that an application is told, but found " + event);
        }
        end(actions);
        return actions;
    }

    private void leads(ApplicationEvent.Leads it, List<ApplicationAction> actions) {
        if (stage != Stage.BEFORE) {
            throw new IllegalStateException("expected an attempt to begin to lead once, but found " + it);
        }
        names.putAll(it.jobs());
        recorded.addAll(it.jobs().keySet());
        again = !it.jobs().isEmpty();
        main = it.main();
        if (main.isPresent()) {
            stage = Stage.MAIN_IS_RECORDED;
            cancelIfItThrew(actions);
        } else {
            stage = Stage.MAIN_RUNS;
            actions.add(new ApplicationAction.CallProgram());
        }
    }

    private void accepted(JobId job, List<ApplicationAction> actions) {
        beingRecorded.remove(job);
        recorded.add(job);
        if (stage == Stage.MAIN_IS_RECORDED && threwAtFirst() && !results.containsKey(job)) {
            // It was on its way when main() ended.
            actions.add(new ApplicationAction.Cancel(job));
        }
    }

    private void ended(JobResult result) {
        if (results.putIfAbsent(result.job(), result) == null) {
            if (result.status() == JobStatus.FAILED && firstFailure.isEmpty()) {
                firstFailure = Optional.of(result);
            } else if (result.status() == JobStatus.CANCELLED && firstCancelled.isEmpty()) {
                firstCancelled = Optional.of(result);
            }
        }
    }

    /** Only the first end counts: what says that it is over also makes its thread throw. */
    private void mainIsOver(MainEnd end, List<ApplicationAction> actions) {
        if (stage == Stage.MAIN_RUNS) {
            stage = Stage.MAIN_IS_OVER;
            main = Optional.of(end);
            // First the record, then what follows from it: jobs that are cancelled without it would be taken for jobs
            // that their user has cancelled, by an attempt that calls main() once more.
            actions.add(new ApplicationAction.WriteMainEnd(end));
        }
    }

    private void written(WriteOutcome outcome, List<ApplicationAction> actions) {
        if (stage != Stage.MAIN_IS_OVER) {
            return;
        }
        switch (outcome) {
            case WRITTEN -> {
                stage = Stage.MAIN_IS_RECORDED;
                cancelIfItThrew(actions);
            }
            case UNKNOWN -> actions.add(new ApplicationAction.WriteMainEnd(main.orElseThrow()));
            case REFUSED -> {
                // Another attempt leads, which decides what follows.
            }
        }
    }

    private boolean threwAtFirst() {
        return main.filter(end -> end.how() == MainEnd.How.THREW).isPresent();
    }

    private void cancelIfItThrew(List<ApplicationAction> actions) {
        if (threwAtFirst()) {
            recorded.stream()
                    .filter(job -> !results.containsKey(job))
                    .forEach(job -> actions.add(new ApplicationAction.Cancel(job)));
        }
    }

    private void end(List<ApplicationAction> actions) {
        if (stage == Stage.MAIN_IS_RECORDED
                && beingRecorded.isEmpty()
                && results.keySet().containsAll(recorded)) {
            stage = Stage.ENDED;
            actions.add(verdict(main.orElseThrow()));
        }
    }

    private ApplicationAction verdict(MainEnd end) {
        List<String> sentences = new ArrayList<>();
        firstFailure.ifPresent(failed -> sentences.add(sentence(failed)));
        if (end.how() != MainEnd.How.RETURNED) {
            sentences.add(end.sentence());
        }
        if (!sentences.isEmpty()) {
            return new ApplicationAction.End(ApplicationOutcome.FAILED, String.join(" ", sentences));
        } else if (firstCancelled.isPresent()) {
            return new ApplicationAction.End(ApplicationOutcome.KILLED, sentence(firstCancelled.get()));
        } else if (recorded.isEmpty()) {
            // Not a failure: a program may well find that there is nothing to do.
            return new ApplicationAction.End(
                    ApplicationOutcome.SUCCEEDED,
                    end.sentence() + " It has executed no job. If it was to run one, it lacks a call of execute().");
        }
        return new ApplicationAction.End(
                ApplicationOutcome.SUCCEEDED,
                recorded.size() == 1
                        ? "Job " + inWords(recorded.first()) + " has finished."
                        : "All " + recorded.size() + " jobs have finished.");
    }

    private String sentence(JobResult result) {
        String job = "Job " + inWords(result.job());
        return result.status() == JobStatus.FAILED
                ? job + " has failed"
                        + result.reason()
                                .map(Failure::toString)
                                .map(why -> ": " + why)
                                .orElse(".")
                : job + " was cancelled.";
    }

    private String inWords(JobId job) {
        return Optional.ofNullable(names.get(job))
                .map(name -> name + " (" + job + ")")
                .orElseGet(job::toString);
    }
}
