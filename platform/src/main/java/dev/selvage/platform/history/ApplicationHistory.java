package dev.selvage.platform.history;

import java.util.List;
import java.util.Optional;

/**
 * How an application ended, as a file keeps it.
 *
 * @param mode what it was there for, such as {@code SESSION}
 * @param end how it ended, such as {@code SUCCEEDED}
 * @param attempt which of its ApplicationMasters ended it, counted from 1
 */
public record ApplicationHistory(
        String id,
        String name,
        String mode,
        String end,
        String diagnostics,
        long attempt,
        long beganAtMillis,
        long endedAtMillis,
        List<Job> jobs) {

    /** Where the files are, beside the staging directories of applications. */
    public static final String DIRECTORY = "history";

    public ApplicationHistory {
        jobs = List.copyOf(jobs);
    }

    /** How the file of an application is called. */
    public static String fileName(String id) {
        return id + ".json";
    }

    /**
     * One of its jobs.
     *
     * @param state as REST says it
     * @param endedAtMillis nothing if it had not ended when the application did
     * @param incidents what went wrong under the last leader, the newest first
     * @param checkpoints those under the last leader
     */
    public record Job(
            String id,
            String name,
            String state,
            long beganAtMillis,
            Optional<Long> endedAtMillis,
            List<Incident> incidents,
            Checkpoints checkpoints) {

        public Job {
            incidents = List.copyOf(incidents);
        }
    }

    /** Something that went wrong. */
    public record Incident(long atMillis, String reason) {}

    /**
     * What has become of a job's checkpoints and savepoints.
     *
     * @param last the last checkpoint that was completed
     * @param savepoints those that are remembered, the newest first
     */
    public record Checkpoints(long completed, long failed, Optional<Checkpoint> last, List<Checkpoint> savepoints) {

        public Checkpoints {
            savepoints = List.copyOf(savepoints);
        }
    }

    /** One that was completed, and where it was. */
    public record Checkpoint(long number, String path) {}
}
