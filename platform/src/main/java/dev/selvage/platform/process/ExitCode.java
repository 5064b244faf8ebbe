package dev.selvage.platform.process;

/** What the exit status of our processes means. Numbers never change: scripts and YARN's diagnostics quote them. */
public enum ExitCode {
    /** Everything was done. */
    DONE(0),
    /** The configuration or the command cannot be used; starting again will not help. */
    UNUSABLE_CONFIGURATION(2),
    /** A bug of ours; the log has it. The supervisor may start the process again. */
    FAULT(3),
    /** There was no memory left for this process. */
    OUT_OF_MEMORY(4),
    /** A part of the process could not be started; the log says which, and why. */
    START_FAILED(5),
    /** The process could not go on, such as without a leader; the log says why. The supervisor may start it again. */
    GIVEN_UP(6),
    /** The job that this process was for has failed for good; the log says why. */
    JOB_FAILED(7);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
