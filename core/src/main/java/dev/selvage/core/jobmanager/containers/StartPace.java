package dev.selvage.core.jobmanager.containers;

import java.util.ArrayDeque;

/** When containers may be asked for: not at once again if one after the other came to nothing. */
final class StartPace {

    private final ContainerSettings.Starts settings;
    /** Times of the last failures, not more than are needed. */
    private final ArrayDeque<Long> failures = new ArrayDeque<>();

    private long notBeforeMillis;

    StartPace(ContainerSettings.Starts settings) {
        this.settings = settings;
    }

    /** A container came to nothing before its TaskManager said hello. */
    void failed(long nowMillis) {
        failures.add(nowMillis);
        if (failures.size() > settings.mostFailures()) {
            boolean isTooFast = nowMillis - failures.remove() < settings.withinMillis();
            notBeforeMillis = isTooFast ? nowMillis + settings.pauseMillis() : notBeforeMillis;
        }
    }

    long notBeforeMillis() {
        return notBeforeMillis;
    }
}
