package dev.selvage.platform.process;

import dev.selvage.core.failure.FaultHandler;

/** Makes threads that people find by name in dumps and logs, and whose faults are told. */
public final class Threads {

    private Threads() {}

    /** A thread that is not running yet; what its work throws goes to the handler. */
    public static Thread unstarted(String name, FaultHandler faults, Runnable work) {
        Thread thread = new Thread(work, name);
        // Not that of whoever happens to make it: a pool's thread would hold the classes of a job for as long as it
        // lives.
        thread.setContextClassLoader(Threads.class.getClassLoader());
        thread.setUncaughtExceptionHandler((itself, fault) -> faults.onFault(itself.getName(), fault));
        return thread;
    }
}
