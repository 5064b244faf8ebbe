package dev.selvage.api.execute;

import java.time.Duration;
import java.util.Map;

/**
 * How a job ended.
 *
 * <pre>{@code
 * String sentence(JobResult result) {
 *     return "It took " + result.netRuntime().toSeconds() + " s.";
 * }
 * }</pre>
 *
 * @param jobId the job's id
 * @param wasCancelled whether somebody ended it
 * @param netRuntime from its acceptance to its end
 * @param counters the sums of its functions' counters over all subtasks, by name; a subtask that was restarted counts
 *     from then on. Windows count here what they drop for being late: {@code numLateRecordsDropped}; behind
 *     {@code preAggregate()} these are aggregates of records, of which there may be fewer
 */
public record JobResult(String jobId, boolean wasCancelled, Duration netRuntime, Map<String, Long> counters) {
    /** Keeps a copy. */
    public JobResult {
        counters = Map.copyOf(counters);
    }
}
