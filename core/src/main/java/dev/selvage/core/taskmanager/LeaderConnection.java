package dev.selvage.core.taskmanager;

import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.loop.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a TaskManager in touch with whoever leads: looks at the leader's record every heartbeat, and more often while it is
 * cut off; moves to a higher epoch, and gives up a leader that is silent. Losing the leader touches no task until the lease
 * ends.
 */
final class LeaderConnection {

    /**
     * How often somebody looks who is cut off. Nobody tells him of a new leader, and with heartbeats of ten seconds, as they
     * usually are, the job would have no checkpoint for as long. A new leader waits for a few seconds to hear who is there,
     * which is to be enough to be found and dialled twice.
     */
    private static final long LOOK_MILLIS = 1_000;

    private final TaskManagerSettings settings;
    private LeaderEpoch highest = new LeaderEpoch(0);
    /** To whom it is connected, or has dialled. */
    private LeaderEpoch reachedFor = new LeaderEpoch(0);

    private Optional<Long> connection = Optional.empty();
    /** Until when whoever was dialled may take to answer. */
    private long answerByMillis;

    private long nextHeartbeatMillis;
    private long lastHeardMillis;
    private long orphanSinceMillis;

    LeaderConnection(TaskManagerSettings settings) {
        this.settings = settings;
    }

    LeaderEpoch highestEpoch() {
        return highest;
    }

    Optional<Long> connection() {
        return connection;
    }

    boolean isOn(long number) {
        return connection.isPresent() && connection.get() == number;
    }

    /** The first turn: nobody leads yet, and the lease begins. */
    void begin(long nowMillis) {
        orphanSinceMillis = nowMillis;
        nextHeartbeatMillis = nowMillis;
    }

    /** Whether a message of this epoch may still be heeded; the highest seen counts. */
    boolean accepts(LeaderEpoch epoch, long nowMillis) {
        if (epoch.compareTo(highest) < 0) {
            return false;
        }
        highest = epoch;
        lastHeardMillis = nowMillis;
        return true;
    }

    List<TaskManagerAction> found(LeaderEpoch epoch, String address, long nowMillis) {
        List<TaskManagerAction> actions = new ArrayList<>();
        if (epoch.compareTo(highest) < 0
                || (epoch.equals(reachedFor) && (connection.isPresent() || nowMillis < answerByMillis))) {
            return actions;
        }
        hangUp(actions, nowMillis);
        highest = epoch;
        reachedFor = epoch;
        // A dial that nobody answers is tried again.
        answerByMillis = nowMillis + settings.heartbeatMillis();
        actions.add(new TaskManagerAction.Dial(address));
        return actions;
    }

    void connected(long number, long nowMillis) {
        connection = Optional.of(number);
        lastHeardMillis = nowMillis;
    }

    /** Whether the connection to the leader was lost by this. */
    boolean disconnected(long number, long nowMillis) {
        if (connection.isPresent() && !isOn(number)) {
            return false;
        }
        boolean lost = isOn(number);
        if (lost) {
            cutOff(nowMillis);
        }
        answerByMillis = nowMillis;
        return lost;
    }

    private void hangUp(List<TaskManagerAction> actions, long nowMillis) {
        connection.ifPresent(number -> {
            actions.add(new TaskManagerAction.HangUp(number));
            cutOff(nowMillis);
        });
    }

    private void cutOff(long nowMillis) {
        connection = Optional.empty();
        orphanSinceMillis = nowMillis;
        nextHeartbeatMillis = Math.min(nextHeartbeatMillis, nowMillis + LOOK_MILLIS);
    }

    /** Whether it is time to say that it is there, and to look who leads; then the next time is set. */
    boolean heartbeatIsDue(long nowMillis) {
        if (nowMillis < nextHeartbeatMillis) {
            return false;
        }
        nextHeartbeatMillis = nowMillis
                + (connection.isPresent()
                        ? settings.heartbeatMillis()
                        : Math.min(LOOK_MILLIS, settings.heartbeatMillis()));
        return true;
    }

    /** Whether the leader has been silent for too long, on a connection that stands. */
    boolean isSilent(long nowMillis) {
        return connection.isPresent() && nowMillis - lastHeardMillis >= settings.silenceMillis();
    }

    boolean leaseIsOver(long nowMillis) {
        return connection.isEmpty() && nowMillis - orphanSinceMillis >= settings.leaseMillis();
    }

    long wakeAtMillis() {
        long lease = connection.isEmpty() ? orphanSinceMillis + settings.leaseMillis() : Component.NEVER;
        return Math.min(nextHeartbeatMillis, lease);
    }
}
