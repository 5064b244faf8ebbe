package dev.selvage.core.simulation;

/** A world to build anew for each run, and what it must come to once nothing fails any more. */
public interface Scenario {

    /** What the command line calls it. */
    String name();

    /** Builds the world, makes its promises, and starts its processes. */
    World build(Simulation simulation);

    /** A built world. */
    interface World {

        /** Begins to make trouble from outside: cuts, lost nodes, and the like. */
        void startTrouble();

        /** Ends all trouble and mends what was cut. */
        void stopTrouble();

        /** What must come true after the last fault, as the end of a sentence that begins with "that". */
        String wantedInTheEnd();

        boolean reachedTheEnd();
    }
}
