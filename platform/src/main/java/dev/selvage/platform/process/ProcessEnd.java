package dev.selvage.platform.process;

import dev.selvage.core.failure.FaultHandler;

/** Ends this process because its work is over. */
public final class ProcessEnd {

    private ProcessEnd() {}

    /** Ends the process in order, on a thread of its own: the end waits for loops, and whoever asks may be one. */
    public static void begin(ExitCode code, FaultHandler faults) {
        Threads.unstarted("process-end", faults, () -> System.exit(code.status()))
                .start();
    }
}
