package dev.selvage.container.task;

import dev.selvage.core.failure.FaultHandler;
import dev.selvage.platform.process.Threads;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Sees to it that what was told to stop stops. User code that waits for something is interrupted after a while, again and
 * again, and each time the log says where it is: whoever wrote it finds the place, and whoever runs it knows whom to ask.
 * That the process is given up in the end is decided by its control side.
 */
public final class Cancellation {
    private static final Logger LOG = LogManager.getLogger(Cancellation.class);
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(1);

    private final Duration interval;
    private final FaultHandler faults;

    /** Interrupts what has not stopped, once after a second, and then in intervals. */
    public Cancellation(Duration interval, FaultHandler faults) {
        this.interval = interval;
        this.faults = faults;
    }

    void watch(TaskThread stopping) {
        Thread watch = Threads.unstarted("cancelling-" + stopping.name(), faults, () -> interruptUntilOver(stopping));
        watch.setDaemon(true);
        watch.start();
    }

    private void interruptUntilOver(TaskThread stopping) {
        Duration patience = FIRST_PATIENCE;
        while (!stopping.join(patience)) {
            LOG.warn(
                    "Task {} was told to stop and is still in user code, where it is interrupted:{}",
                    stopping.name(),
                    stopping.place());
            stopping.interrupt();
            patience = interval;
        }
    }
}
