package dev.selvage.client.yarn;

import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobFailedException;
import dev.selvage.api.execute.JobResult;
import dev.selvage.client.CommandException;
import dev.selvage.client.Terminal;
import dev.selvage.client.rest.ClusterJobs;
import dev.selvage.client.rest.Departure;
import dev.selvage.client.rest.ToldIncidents;
import dev.selvage.client.submit.ApplicationState;
import dev.selvage.client.submit.RunningApplication;
import dev.selvage.client.submit.SubmissionException;
import dev.selvage.core.id.JobId;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A job that has an application on YARN to itself. How it has ended is asked of YARN, since its JobManager goes away with it. Any
 * thread may call.
 */
final class ApplicationJob implements JobClient, Departure.Waited {

    private final JobId job;
    private final String name;
    private final RunningApplication application;
    private final ClusterJobs jobs;
    private final Terminal terminal;
    private final boolean detached;
    private final Departure departure;
    private final ToldIncidents incidents;
    private final long submittedNanos = System.nanoTime();

    /**
     * One that YARN has accepted.
     *
     * @param jobs of its cluster
     * @param detached whether nobody is to wait for its end
     * @param departure is told when its end is known
     */
    ApplicationJob(
            JobId job,
            String name,
            RunningApplication application,
            ClusterJobs jobs,
            Terminal terminal,
            boolean detached,
            Departure departure) {
        this.job = job;
        this.name = name;
        this.application = application;
        this.jobs = jobs;
        this.terminal = terminal;
        this.detached = detached;
        this.departure = departure;
        this.incidents = new ToldIncidents(jobs);
    }

    @Override
    public String getJobId() {
        return job.toString();
    }

    /** Of a job that is detached nothing is known, and nobody has to wait for that. */
    @Override
    public JobResult result() {
        return detached
                ? new JobResult(getJobId(), false, Duration.ZERO, Map.of())
                : await(Long.MAX_VALUE).orElseThrow();
    }

    @Override
    public Optional<JobResult> result(Duration atMost) {
        return await(atMost.toNanos());
    }

    private Optional<JobResult> await(long nanos) {
        long begin = System.nanoTime();
        ApplicationEnd end = new ApplicationEnd(application, terminal);
        return end.await(
                        () -> System.nanoTime() - begin >= nanos,
                        state -> "Job " + job + " is "
                                + (state.phase() == ApplicationState.Phase.RUNNING
                                        ? looked()
                                        : "waiting for an ApplicationMaster")
                                + " (" + name + ")")
                .map(this::ended);
    }

    private String looked() {
        incidents.look(job, name);
        return jobs.statusNow(job).orElse("not heard of");
    }

    private JobResult ended(ApplicationState state) {
        boolean isNews = departure.hasEnded(this);
        String said = state.diagnostics().strip();
        switch (state.phase()) {
            case FAILED ->
                throw new JobFailedException("The job " + name + " (" + job + ") has failed: "
                        + said.replaceFirst("^Job " + job + " has failed: ", ""));
            case KILLED ->
                throw CommandException.gaveUp("Expected the job " + name + " (" + job
                        + ") to come to its end, but found that somebody has killed its application " + application
                        + ": "
                        + said);
            default -> {
                Duration took = Duration.ofNanos(System.nanoTime() - submittedNanos);
                boolean cancelled = state.phase() == ApplicationState.Phase.CANCELLED;
                if (isNews) {
                    terminal.say("Job " + job + " (" + name + ") " + (cancelled ? "was cancelled" : "has finished")
                            + " after " + String.format(Locale.ROOT, "%.1f", took.toMillis() / 1_000.0) + " s.");
                }
                return new JobResult(getJobId(), cancelled, took, Map.of());
            }
        }
    }

    @Override
    public void cancel() {
        jobs.cancel(job);
    }

    @Override
    public String triggerSavepoint(String targetDirectory) {
        return jobs.savepoint(job, Optional.of(targetDirectory));
    }

    @Override
    public String stopWithSavepoint(String targetDirectory) {
        return jobs.stop(job, Optional.of(targetDirectory), false);
    }

    @Override
    public String what() {
        return "Job " + job + " (" + name + ")";
    }

    @Override
    public String endCommand() {
        return "selvage cancel -yid " + application + " " + job;
    }

    /** As long as it has no JobManager, nobody but YARN can end it. */
    @Override
    public void endAtOnce() {
        try {
            jobs.cancelAtOnce(job);
        } catch (CommandException noJobManager) {
            try {
                application.kill();
            } catch (SubmissionException e) {
                throw YarnAccess.refused(e);
            }
        }
    }
}
