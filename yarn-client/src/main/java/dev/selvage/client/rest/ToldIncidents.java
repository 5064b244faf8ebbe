package dev.selvage.client.rest;

import dev.selvage.client.Terminal;
import dev.selvage.core.id.JobId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells whoever waits for jobs what goes wrong with them meanwhile: a job that starts again and again looks like one that runs. Each
 * incident is told once, and of several that came together the newest. Any thread may call.
 */
public final class ToldIncidents {

    /** One that waits looks more often whether it may stop waiting. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final ClusterJobs jobs;
    private final Terminal terminal;
    private final Duration every;
    private final Map<String, Long> toldUntilMillis = new HashMap<>();
    private long lookedNanos = System.nanoTime();

    /** Of jobs that whoever asks has submitted: all that ever went wrong with them is news. */
    public ToldIncidents(ClusterJobs jobs) {
        this(jobs, LOOK_EVERY);
    }

    ToldIncidents(ClusterJobs jobs, Duration every) {
        this.jobs = jobs;
        this.terminal = jobs.cluster().terminal();
        this.every = every;
    }

    /** Of one job, if it is time; a cluster that does not answer at once is left alone. */
    public synchronized void look(JobId job, String name) {
        if (isTime()) {
            tell(job.toString(), name);
        }
    }

    /** The same of all jobs that the cluster has. */
    public synchronized void lookAtAll() {
        if (isTime()) {
            jobs.listNow().forEach(job -> tell(job.id(), job.name()));
        }
    }

    private boolean isTime() {
        long now = System.nanoTime();
        boolean isTime = now - lookedNanos >= every.toNanos();
        if (isTime) {
            lookedNanos = now;
        }
        return isTime;
    }

    private void tell(String job, String name) {
        long toldUntil = toldUntilMillis.getOrDefault(job, Long.MIN_VALUE);
        List<ClusterJobs.Incident> news = jobs.incidentsNow(job).stream()
                .filter(incident -> incident.atMillis() > toldUntil)
                .toList();
        if (!news.isEmpty()) {
            // What follows the first line is where in somebody's code it was: the log and the history have that.
            String reason = news.get(0).reason().lines().findFirst().orElse("nobody says why");
            String more = news.size() == 1 ? "" : " (the newest of " + news.size() + " failures)";
            terminal.tell("Job " + job + " (" + name + ") met a failure" + more + ": " + reason);
            toldUntilMillis.put(job, news.get(0).atMillis());
        }
    }
}
