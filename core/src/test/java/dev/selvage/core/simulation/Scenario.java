package dev.selvage.core.simulation;

/** A world to build anew for each run, and what it must come to once nothing fails any more. */
public interface Scenario {

    /** What the command line calls it. */
    String name();

    /** Builds the world, makes its promises, and starts its processes. */
    World build(Simulation simulation);

    /** A built world. */
    interface World {

        Nemesis nemesis();

        /** What must come true after the last fault, as the end of a sentence that begins with "that". */
        String wantedInTheEnd();

        boolean reachedTheEnd();
    }
}
