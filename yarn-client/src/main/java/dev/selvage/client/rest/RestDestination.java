package dev.selvage.client.rest;

import dev.selvage.api.execute.JobClient;
import dev.selvage.platform.program.JobDestination;
import dev.selvage.platform.program.JobPackage;

/** A cluster that runs already: each job of a program is handed to it. Any thread may call. */
public final class RestDestination implements JobDestination {

    private final ClusterJobs jobs;
    private final boolean detached;
    private final Departure departure;

    /**
     * The cluster of these jobs.
     *
     * @param detached whether {@code execute()} is not to wait for a job's end
     */
    public RestDestination(ClusterJobs jobs, boolean detached, Departure departure) {
        this.jobs = jobs;
        this.detached = detached;
        this.departure = departure;
    }

    @Override
    public JobClient submit(JobPackage packed) {
        jobs.submit(packed);
        String name = packed.plan().name();
        RestJob job = new RestJob(packed.plan().job(), name, jobs, detached, departure);
        departure.hasBegun(job);
        jobs.cluster().terminal().say("Submitted " + name + " with JobID " + job.getJobId());
        return job;
    }
}
