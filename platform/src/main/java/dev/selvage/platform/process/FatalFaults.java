package dev.selvage.platform.process;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.FaultHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Ends the process at the first fault: an exception that no code expected says that what this process believes may be
 * wrong, and a new process that reads what is durable knows better.
 */
public final class FatalFaults implements FaultHandler {

    private static final Logger LOG = LogManager.getLogger(FatalFaults.class);

    /** How long shutdown hooks may take; what is worth keeping is durable before they begin. */
    private static final long PATIENCE_SECONDS = 10;

    /** Known before they are needed: without memory not even a class can be loaded. */
    private static final int FAULT_STATUS = ExitCode.FAULT.status();

    private static final int OUT_OF_MEMORY_STATUS = ExitCode.OUT_OF_MEMORY.status();

    private final IntConsumer end;
    private final AtomicBoolean ending = new AtomicBoolean();

    FatalFaults(IntConsumer end) {
        this.end = end;
    }

    /** Takes every fault that a thread lets through. What an executor of the JDK catches does not come here: use {@link WorkerPool}. */
    public static FatalFaults install(Configuration configuration) {
        boolean halt = configuration.get(ProcessOptions.HALT_ON_FATAL_ERROR);
        FatalFaults faults = new FatalFaults(halt ? Runtime.getRuntime()::halt : FatalFaults::exit);
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> faults.onFault(thread.getName(), fault));
        return faults;
    }

    /**
     * Exits with whatever hooks there are, but not for ever. Hooks may wait for the faulty thread itself, so it must not be
     * the one that waits for them.
     */
    private static void exit(int status) {
        try {
            Thread patience = new Thread(() -> haltLater(status), "fatal-fault-patience");
            patience.setDaemon(true);
            patience.start();
            // Not a daemon: the faulty thread may be the last of the others, and the process would end with status 0.
            new Thread(() -> System.exit(status), "fatal-fault").start();
        } catch (Throwable nothingLeft) {
            // Not even a thread can be had: end without manners.
            Runtime.getRuntime().halt(status);
        }
    }

    private static void haltLater(int status) {
        try {
            TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(status);
    }

    @Override
    public void onFault(String where, Throwable fault) {
        // The first fault is the cause; what follows it while the process ends would only bury it.
        if (ending.compareAndSet(false, true)) {
            boolean outOfMemory = isOutOfMemory(fault);
            int status = outOfMemory ? OUT_OF_MEMORY_STATUS : FAULT_STATUS;
            try {
                ErrorCode error = outOfMemory ? ErrorCode.OUT_OF_MEMORY : ErrorCode.INTERNAL_FAULT;
                LOG.fatal("{}: a fault in {}; this process ends with status {}", error, where, status, fault);
            } finally {
                // Also when there is not even memory to log. Without memory nothing can be trusted to end in order.
                if (outOfMemory) {
                    Runtime.getRuntime().halt(status);
                }
                end.accept(status);
            }
        }
    }

    private static boolean isOutOfMemory(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }
}
