package dev.selvage.core.simulation;

/** How much of a run is kept. */
public enum Recording {
    /** One number of when, to whom, and what kind: cheap enough for every run. */
    NUMBER,
    /** Also one number of all that the events carry, in words: what a repetition in another JVM has to come to. */
    DIGEST,
    /** Also a line of text per event. */
    LINES
}
