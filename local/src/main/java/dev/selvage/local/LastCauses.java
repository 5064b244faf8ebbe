package dev.selvage.local;

import dev.selvage.container.taskmanager.Causes;
import dev.selvage.core.failure.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the exceptions behind the last failures of a job, so that its program gets the one that ended it as it was thrown.
 * A job may fail and restart for ever, so it remembers only so many. Any thread may call.
 */
final class LastCauses implements Causes {

    /** More than fail at once, since of one failure each task of a region may tell its own version. */
    private static final int REMEMBERED = 256;

    private final LinkedHashMap<Failure, Throwable> causes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Failure, Throwable> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Override
    public synchronized void standsBehind(Failure failure, Throwable thrown) {
        causes.put(failure, thrown);
    }

    /** The exception behind a failure, if anybody told. */
    synchronized Optional<Throwable> of(Failure failure) {
        return Optional.ofNullable(causes.get(failure));
    }
}
