package dev.selvage.jobmanager;

import dev.selvage.core.config.JobManagerOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.JobId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long jobs that have ended are shown.
 *
 * @param most how many of them are; without it only their age counts
 */
public record ShownJobs(Duration expiration, Optional<Integer> most) {

    /** What the options say. */
    public static ShownJobs of(Configuration configuration) {
        return new ShownJobs(
                configuration.get(JobManagerOptions.COMPLETED_EXPIRATION),
                configuration.find(JobManagerOptions.COMPLETED_MAX));
    }

    /** All of them, for as long as the cluster lives. */
    public static ShownJobs all() {
        return new ShownJobs(Duration.ofMillis(Long.MAX_VALUE), Optional.empty());
    }

    /**
     * Those that are not to be shown any more.
     *
     * @param ended all that have ended, and when
     */
    List<JobId> outlived(Map<JobId, Long> ended, long nowMillis) {
        List<Map.Entry<JobId, Long>> newestFirst = ended.entrySet().stream()
                .sorted(Map.Entry.<JobId, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        long recent = newestFirst.stream()
                .limit(most.orElse(Integer.MAX_VALUE))
                .takeWhile(job -> nowMillis - job.getValue() < expiration.toMillis())
                .count();
        return newestFirst.stream().skip(recent).map(Map.Entry::getKey).toList();
    }
}
