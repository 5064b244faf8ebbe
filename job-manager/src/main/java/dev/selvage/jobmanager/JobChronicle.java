package dev.selvage.jobmanager;

import dev.selvage.core.failure.Failure;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What has happened to a job under this leader, for people who look at it. Any thread may call. */
public final class JobChronicle {

    private final int longest;
    private final EnumMap<JobStatus, Long> times = new EnumMap<>(JobStatus.class);
    private final ArrayDeque<Incident> incidents = new ArrayDeque<>();
    private long lastChangeMillis;

    /**
     * Something went wrong.
     *
     * @param restartsInMillis when what it stopped started again; nothing if it did not
     */
    public record Incident(long atMillis, Failure reason, OptionalLong restartsInMillis) {}

    /**
     * The chronicle of a job that has just been accepted or taken up.
     *
     * @param longest how many incidents are kept
     */
    JobChronicle(int longest, long nowMillis) {
        this.longest = longest;
        this.lastChangeMillis = nowMillis;
    }

    synchronized void now(JobStatus status, long nowMillis) {
        times.put(status, nowMillis);
        lastChangeMillis = nowMillis;
    }

    synchronized void failed(Incident incident) {
        incidents.addFirst(incident);
        while (incidents.size() > longest) {
            incidents.removeLast();
        }
    }

    /** When it last came to stand where. */
    public synchronized Map<JobStatus, Long> times() {
        return new EnumMap<>(times);
    }

    public synchronized long lastChangeMillis() {
        return lastChangeMillis;
    }

    /** The newest first. */
    public synchronized List<Incident> incidents() {
        return List.copyOf(incidents);
    }
}
