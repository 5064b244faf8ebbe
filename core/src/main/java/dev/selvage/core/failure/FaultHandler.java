package dev.selvage.core.failure;

/**
 * Is told of our own bugs: what no code expected. The real one logs once and ends the process, which its supervisor starts
 * again; in tests it fails the test.
 */
public interface FaultHandler {

    /**
     * Takes note of a fault; may not return.
     *
     * @param where the thread or component in which it happened
     */
    void onFault(String where, Throwable fault);
}
