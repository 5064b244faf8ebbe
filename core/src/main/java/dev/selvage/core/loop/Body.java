package dev.selvage.core.loop;

/** Does what a component decided: the other half of a component, made of I/O in a process and of models in a simulation. */
public interface Body<A> {

    /** Starts the action and returns at once; its outcome, if anyone waits for it, comes back as a message. */
    void carryOut(A action);
}
