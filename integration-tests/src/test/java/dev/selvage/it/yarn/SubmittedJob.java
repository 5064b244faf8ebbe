package dev.selvage.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.id.JobId;
import dev.selvage.it.process.CountingJob;
import dev.selvage.local.RemoteSubmission;
import dev.selvage.platform.Await;
import dev.selvage.platform.http.client.RestClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A job in a session, as whoever leads there knows it. */
record SubmittedJob(CountingJob job, JobId id) {

    private static final Duration BOUND = Duration.ofMinutes(2);

    /**
     * Returns at once.
     *
     * @param directory for the jar
     */
    static SubmittedJob begin(CountingJob job, int parallelism, Path directory, RestClient leader) throws Exception {
        return new SubmittedJob(
                job, RemoteSubmission.submit(job.graph(parallelism, Map.of()), List.of(JobJar.of(directory)), leader));
    }

    /** Returns when it has committed something. */
    static SubmittedJob submit(CountingJob job, int parallelism, Path directory, RestClient leader) throws Exception {
        SubmittedJob submitted = begin(job, parallelism, directory, leader);
        job.awaitCommitted();
        return submitted;
    }

    void awaitState(RestClient leader, String state) throws Exception {
        Await.until(
                "the job is " + state,
                BOUND,
                () -> leader.get("/jobs/" + id + "/status", JsonNode.class)
                        .get("status")
                        .asText()
                        .equals(state));
    }

    /** Lets it end, with every count once. */
    void endWithTheTruth(RestClient leader) throws Exception {
        job.letEnd();
        awaitState(leader, "FINISHED");
        assertThat(job.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
    }
}
