package dev.selvage.core.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.leadership.WriteOutcome;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ApplicationMachineTest {

    private static final JobId FIRST = new JobId(0, 1);
    private static final JobId SECOND = new JobId(0, 2);
    private static final MainEnd RETURNED = new MainEnd(MainEnd.How.RETURNED, "main() has returned.");

    private final ApplicationMachine machine = new ApplicationMachine();

    private void leads(JobId... found) {
        assertThat(machine.step(new ApplicationEvent.Leads(Optional.empty(), names(found))))
                .containsExactly(new ApplicationAction.CallProgram());
    }

    private static SortedMap<JobId, String> names(JobId... jobs) {
        TreeMap<JobId, String> names = new TreeMap<>();
        for (JobId job : jobs) {
            names.put(job, "job-" + job.low());
        }
        return names;
    }

    private void executes(JobId job) {
        assertThat(machine.mayExecute()).isTrue();
        assertThat(machine.step(new ApplicationEvent.Executes(job, "job-" + job.low())))
                .isEmpty();
        assertThat(machine.step(new ApplicationEvent.Accepted(job))).isEmpty();
    }

    private static ApplicationEvent ended(JobId job, JobStatus status) {
        Optional<Failure> reason = status == JobStatus.FAILED
                ? Optional.of(Failure.of(ErrorCode.TASK_FAILED, "Expected a number, but found a word."))
                : Optional.empty();
        return new ApplicationEvent.JobEnded(new JobResult(job, status, reason));
    }

    private void returned() {
        assertThat(machine.step(new ApplicationEvent.MainReturned(RETURNED.sentence())))
                .containsExactly(new ApplicationAction.WriteMainEnd(RETURNED));
    }

    private void threw(MainEnd.How how) {
        assertThat(machine.step(new ApplicationEvent.MainThrew("main() has thrown up.")))
                .containsExactly(new ApplicationAction.WriteMainEnd(new MainEnd(how, "main() has thrown up.")));
    }

    private static ApplicationEvent written() {
        return new ApplicationEvent.MainEndWritten(WriteOutcome.WRITTEN);
    }

    private static ApplicationAction end(ApplicationOutcome outcome, String diagnostics) {
        return new ApplicationAction.End(outcome, diagnostics);
    }

    @Test
    void itEndsOnceMainHasReturnedAndEveryJobHasEnded() {
        leads();
        executes(FIRST);
        executes(SECOND);
        assertThat(machine.step(ended(FIRST, JobStatus.FINISHED))).isEmpty();
        returned();
        assertThat(machine.step(written())).isEmpty();

        assertThat(machine.step(ended(SECOND, JobStatus.FINISHED)))
                .containsExactly(end(ApplicationOutcome.SUCCEEDED, "All 2 jobs have finished."));
    }

    @Test
    void itDoesNotEndBeforeItIsDurableThatMainIsOver() {
        leads();
        executes(FIRST);
        assertThat(machine.step(ended(FIRST, JobStatus.FINISHED))).isEmpty();
        returned();
        assertThat(machine.step(new ApplicationEvent.MainEndWritten(WriteOutcome.UNKNOWN)))
                .as("it is written again")
                .containsExactly(new ApplicationAction.WriteMainEnd(RETURNED));

        assertThat(machine.step(written()))
                .containsExactly(end(
                        ApplicationOutcome.SUCCEEDED, "Job job-1 (00000000000000000000000000000001) has finished."));
    }

    @Test
    void anAttemptThatIsSupersededDecidesNothingMore() {
        leads();
        executes(FIRST);
        threw(MainEnd.How.THREW);

        assertThat(machine.step(new ApplicationEvent.MainEndWritten(WriteOutcome.REFUSED)))
                .isEmpty();
        assertThat(machine.step(ended(FIRST, JobStatus.CANCELLED))).isEmpty();
    }

    @Test
    void theFirstFailureOfAJobIsTheReasonOfTheApplication() {
        leads();
        executes(FIRST);
        executes(SECOND);
        machine.step(ended(SECOND, JobStatus.FAILED));
        machine.step(ended(FIRST, JobStatus.CANCELLED));
        returned();

        assertThat(machine.step(written()))
                .containsExactly(end(
                        ApplicationOutcome.FAILED,
                        "Job job-2 (00000000000000000000000000000002) has failed: SELVAGE-5001 TASK_FAILED:"
                                + " Expected a number, but found a word."));
    }

    @Test
    void aJobThatWasCancelledMakesItKilled() {
        leads();
        executes(FIRST);
        machine.step(ended(FIRST, JobStatus.CANCELLED));
        returned();

        assertThat(machine.step(written()))
                .containsExactly(
                        end(ApplicationOutcome.KILLED, "Job job-1 (00000000000000000000000000000001) was cancelled."));
    }

    @Test
    void whatMainThrowsCancelsItsJobsOnceThatIsRecorded() {
        leads();
        executes(FIRST);
        executes(SECOND);
        machine.step(ended(FIRST, JobStatus.FINISHED));
        threw(MainEnd.How.THREW);

        assertThat(machine.step(written())).containsExactly(new ApplicationAction.Cancel(SECOND));
        assertThat(machine.step(ended(SECOND, JobStatus.CANCELLED)))
                .containsExactly(end(ApplicationOutcome.FAILED, "main() has thrown up."));
    }

    @Test
    void aJobThatIsOnItsWayWhenMainThrowsIsCancelledWhenItHasArrived() {
        leads();
        machine.step(new ApplicationEvent.Executes(FIRST, "job-1"));
        threw(MainEnd.How.THREW);
        assertThat(machine.mayExecute()).as("threads that are left over").isFalse();
        assertThat(machine.step(written())).isEmpty();

        assertThat(machine.step(new ApplicationEvent.Accepted(FIRST)))
                .containsExactly(new ApplicationAction.Cancel(FIRST));
        assertThat(machine.step(ended(FIRST, JobStatus.CANCELLED)))
                .containsExactly(end(ApplicationOutcome.FAILED, "main() has thrown up."));
    }

    @Test
    void aJobThatIsRefusedKeepsNobodyWaiting() {
        leads();
        machine.step(new ApplicationEvent.Executes(FIRST, "job-1"));
        machine.step(new ApplicationEvent.NotAccepted(FIRST));
        threw(MainEnd.How.THREW);

        assertThat(machine.step(written())).containsExactly(end(ApplicationOutcome.FAILED, "main() has thrown up."));
    }

    @Test
    void ifMainThrowsWhenItIsCalledAgainItsJobsGoOnToTheirEnd() {
        leads(FIRST);
        executes(SECOND);
        threw(MainEnd.How.THREW_AGAIN);
        assertThat(machine.step(written())).isEmpty();
        assertThat(machine.step(ended(FIRST, JobStatus.FINISHED))).isEmpty();

        assertThat(machine.step(ended(SECOND, JobStatus.FINISHED)))
                .containsExactly(end(ApplicationOutcome.FAILED, "main() has thrown up."));
    }

    @Test
    void aMainThatHadReturnedIsNotCalledAgain() {
        assertThat(machine.step(new ApplicationEvent.Leads(Optional.of(RETURNED), names(FIRST))))
                .isEmpty();
        assertThat(machine.mayExecute()).isFalse();

        assertThat(machine.step(ended(FIRST, JobStatus.FINISHED)))
                .singleElement()
                .isInstanceOf(ApplicationAction.End.class);
    }

    @Test
    void whatALeaderBeforeHadEndedCountsAlsoIfItIsHeardOfFirst() {
        assertThat(machine.step(ended(FIRST, JobStatus.FINISHED))).isEmpty();

        assertThat(machine.step(new ApplicationEvent.Leads(Optional.of(RETURNED), names(FIRST))))
                .singleElement()
                .isInstanceOf(ApplicationAction.End.class);
    }

    @Test
    void aProgramWithoutAJobSucceedsAndSaysSo() {
        leads();
        returned();

        assertThat(machine.step(written()))
                .containsExactly(end(
                        ApplicationOutcome.SUCCEEDED,
                        "main() has returned. It has executed no job. If it was to run one, it lacks a call of"
                                + " execute()."));
    }

    @Test
    void onlyTheFirstEndOfMainCounts() {
        leads();
        returned();

        assertThat(machine.step(new ApplicationEvent.MainThrew("thrown by what ended it")))
                .isEmpty();
    }
}
