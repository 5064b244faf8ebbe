package dev.selvage.core.simulation.job;

import java.util.Locale;

/** What the world around the machines does wrong on purpose, for the promises to notice. */
enum JobBug {
    NONE,
    /** The store takes writes of leaders that are superseded. */
    FORGOTTEN_FENCE,
    /** A leader reads what is durable before it has fenced the others. */
    READ_BEFORE_FENCE,
    /** A snapshot is acknowledged before it is durable. */
    EARLY_ACKNOWLEDGEMENT,
    /** A starting sink aborts what the checkpoint that it begins with counts on. */
    EVERYTHING_ABORTED,
    /** A sink's snapshot leaves out the transactions of earlier checkpoints. */
    FORGOTTEN_TRANSACTIONS,
    /** All tasks of a job commit on a decision, also where a superseded deployment of it runs on, cut off from everybody. */
    EVERYBODY_COMMITS,
    /** Channels do not wait for each other's barriers. */
    NO_ALIGNMENT,
    /** The next leader does not find out that the newest checkpoint is the savepoint that the job stops with. */
    FORGOTTEN_STOP,
    /** The next leader does not find out what was deployed where. */
    FORGOTTEN_DEPLOYMENT;

    /** The trouble in which it shows. */
    Trouble trouble() {
        return this == FORGOTTEN_DEPLOYMENT ? Trouble.LEADERS : Trouble.ANYBODY;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
