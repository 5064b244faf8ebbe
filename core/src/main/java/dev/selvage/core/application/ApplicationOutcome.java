package dev.selvage.core.application;

/** How an application ends, in YARN's words. */
public enum ApplicationOutcome {
    SUCCEEDED,
    FAILED,
    /** Its user wanted it to end. */
    KILLED
}
