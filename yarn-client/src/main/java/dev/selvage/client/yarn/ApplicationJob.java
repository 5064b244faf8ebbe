package dev.selvage.client.yarn;

import dev.selvage.api.execute.JobFailedException;
import dev.selvage.api.execute.JobResult;
import dev.selvage.client.CommandException;
import dev.selvage.client.rest.ClusterJob;
import dev.selvage.client.rest.ClusterJobs;
import dev.selvage.client.rest.Departure;
import dev.selvage.client.submit.ApplicationState;
import dev.selvage.client.submit.RunningApplication;
import dev.selvage.client.submit.SubmissionException;
import dev.selvage.core.id.JobId;
import java.util.Optional;

/** A job that has an application on YARN to itself. How it has ended is asked of YARN, since its JobManager goes away with it. */
final class ApplicationJob extends ClusterJob {

    private final RunningApplication application;

    /**
     * One that YARN has accepted.
     *
     * @param jobs of its cluster
     */
    ApplicationJob(
            JobId job,
            String name,
            RunningApplication application,
            ClusterJobs jobs,
            boolean detached,
            Departure departure) {
        super(job, name, jobs, detached, departure);
        this.application = application;
    }

    @Override
    protected Optional<JobResult> await(long nanos) {
        long begin = System.nanoTime();
        return new ApplicationEnd(application, terminal())
                .await(
                        () -> System.nanoTime() - begin >= nanos,
                        state -> is(
                                state.phase() == ApplicationState.Phase.RUNNING
                                        ? looked()
                                        : "waiting for an ApplicationMaster"))
                .map(this::ended);
    }

    private String looked() {
        tellIncidents();
        return jobs().statusNow(job()).orElse("not heard of");
    }

    private JobResult ended(ApplicationState state) {
        boolean isNews = hasEnded();
        String said = state.diagnostics().strip();
        return switch (state.phase()) {
            case FAILED ->
                throw new JobFailedException(hasFailed() + said.replaceFirst("^Job " + job() + " has failed: ", ""));
            case KILLED ->
                throw CommandException.gaveUp(
                        "Expected " + what() + " to come to its end, but found that somebody has killed its"
                                + " application " + application + ": " + said);
            default -> ended(state.phase() == ApplicationState.Phase.CANCELLED, sinceSubmission(), isNews);
        };
    }

    @Override
    public String endCommand() {
        return "selvage cancel -yid " + application + " " + job();
    }

    /** As long as it has no JobManager, nobody but YARN can end it. */
    @Override
    public void endAtOnce() {
        try {
            jobs().cancelAtOnce(job());
        } catch (CommandException noJobManager) {
            try {
                application.kill();
            } catch (SubmissionException e) {
                throw YarnAccess.refused(e);
            }
        }
    }
}
