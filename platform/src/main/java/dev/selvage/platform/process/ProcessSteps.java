package dev.selvage.platform.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The parts of a process, started in the order in which they are given and stopped in reverse. Stopping is a courtesy:
 * a process may die at any moment, and nothing durable relies on it.
 */
public final class ProcessSteps implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(ProcessSteps.class);

    private final Deque<Started> started = new ArrayDeque<>();
    private boolean closed;

    private record Started(String name, AutoCloseable part) {}

    /** Starts a part. */
    public interface Step<T extends AutoCloseable> {
        T start() throws Exception;
    }

    /** A part that could not be started. */
    public static final class StartFailedException extends Exception {

        private static final long serialVersionUID = 1L;

        StartFailedException(String step, Exception cause) {
            super(
                    "Expected to start " + step + ", but found: " + said(cause)
                            + ". What was started before has been stopped.",
                    cause);
        }

        /** Not every exception says something; then its name has to. */
        private static String said(Exception cause) {
            String message = cause.getMessage();
            return message == null || message.isBlank() ? cause.getClass().getName() : message.replaceFirst("\\.$", "");
        }
    }

    /**
     * Starts a part and keeps it; if it fails, stops all earlier ones and says which part it was. Nothing is locked while
     * the part starts: whoever wants the process to end does not wait for it.
     */
    public <T extends AutoCloseable> T start(String name, Step<T> step) throws StartFailedException {
        if (isClosed()) {
            throw new IllegalStateException("the process is stopping, so " + name + " is not started");
        }
        T part;
        try {
            part = step.start();
        } catch (Exception e) {
            close();
            throw new StartFailedException(name, e);
        }
        Started running = new Started(name, part);
        if (!keep(running)) {
            stop(running);
            throw new StartFailedException(name, new IllegalStateException("the process was told to stop meanwhile"));
        }
        LOG.info("{} started", name);
        return part;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized boolean keep(Started step) {
        if (!closed) {
            started.push(step);
        }
        return !closed;
    }

    private synchronized Optional<Started> nextToStop() {
        closed = true;
        return Optional.ofNullable(started.poll());
    }

    /** Stops every part, the last one first; one that fails to stop does not keep the others from it. */
    @Override
    public void close() {
        for (Optional<Started> step = nextToStop(); step.isPresent(); step = nextToStop()) {
            stop(step.get());
        }
    }

    private static void stop(Started step) {
        try {
            step.part.close();
            LOG.info("{} stopped", step.name);
        } catch (Throwable e) {
            // Even an error: the others have a right to their end.
            LOG.warn("{} did not stop cleanly; going on with the rest", step.name, e);
        }
    }
}
