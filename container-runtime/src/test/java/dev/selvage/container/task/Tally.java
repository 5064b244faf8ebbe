package dev.selvage.container.task;

/** How often something has happened to a job, or to many together: a test in which nothing happens tests nothing. */
final class Tally {
    int checkpoints;
    int restores;
    int regionsAlone;
    int lostSnapshots;
    int refusals;

    void add(Tally other) {
        checkpoints += other.checkpoints;
        restores += other.restores;
        regionsAlone += other.regionsAlone;
        lostSnapshots += other.lostSnapshots;
        refusals += other.refusals;
    }

    @Override
    public String toString() {
        return checkpoints + " checkpoints, " + restores + " restores, " + regionsAlone
                + " restarts of a region alone, " + lostSnapshots + " snapshots not written, " + refusals
                + " outputs refused";
    }
}
