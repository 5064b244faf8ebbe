package dev.selvage.core.simulation;

/** A world to build anew for each run, and what it must come to once nothing fails any more. */
public interface Scenario {

    /** What the command line calls it. */
    String name();

    /** Builds the world, makes its promises, and starts its processes. */
    World build(Simulation simulation);

    /** How long its phases are. */
    default Phases phases() {
        return Phases.USUAL;
    }

    /**
     * The phases of a run, in simulated microseconds.
     *
     * @param faulty how long things go wrong
     * @param bound how long after the last fault the wanted end may take to come
     * @param lasting how long it must then last, on end and under load
     */
    record Phases(long faulty, long bound, long lasting) {
        public static final Phases USUAL = new Phases(30_000_000, 120_000_000, 5_000_000);
    }

    /** A built world. Its load goes on when the faults stop: who has nothing to do shows nothing by resting. */
    interface World {

        /** Begins to make trouble from outside: cuts, lost nodes, and the like. */
        void startTrouble();

        /** Ends all trouble and mends what was cut. */
        void stopTrouble();

        /** What must come true after the last fault and last, as the end of a sentence that begins with "that". */
        String wantedInTheEnd();

        boolean reachedTheEnd();

        /** Counts what the world gets done for those whom it serves; must rise while the end lasts. */
        long progress();
    }
}
