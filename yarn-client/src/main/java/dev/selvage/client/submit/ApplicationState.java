package dev.selvage.client.submit;

import java.net.URI;
import java.util.Optional;

/**
 * What YARN tells of an application at one moment.
 *
 * @param attempt which ApplicationMaster it is by now, counted from 1; 0 before the first
 * @param rest where clients ask its JobManager, without YARN's proxy in between, which lets only browsers through; nothing while none
 *     is there
 * @param trackingUrl for people
 * @param diagnostics what YARN, or the ApplicationMaster at its end, has said
 */
public record ApplicationState(
        String id,
        String name,
        String type,
        String queue,
        Phase phase,
        int attempt,
        Optional<URI> rest,
        String trackingUrl,
        String diagnostics) {

    /** Where an application stands. */
    public enum Phase {
        /** It has no ApplicationMaster at the moment, or none that has registered. */
        WAITING,
        RUNNING,
        SUCCEEDED,
        /** Its ApplicationMaster has ended it before its time, as it was told, such as by a job that was cancelled. */
        CANCELLED,
        FAILED,
        /** Somebody has had YARN end it. */
        KILLED;

        /** Whether nothing comes after it. */
        public boolean isEnd() {
            return this != WAITING && this != RUNNING;
        }
    }
}
