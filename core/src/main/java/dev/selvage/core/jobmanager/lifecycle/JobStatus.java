package dev.selvage.core.jobmanager.lifecycle;

/** Where a job stands. */
public enum JobStatus {
    /** Some of it waits for slots, is being started, or is being restarted. */
    STARTING,
    /** All of it runs. */
    RUNNING,
    /** It is being stopped because its user said so. */
    CANCELLING,
    /** It is being stopped because it failed once too often. */
    FAILING,
    /** It is being stopped because it cannot go on from its newest checkpoint. */
    SUSPENDING,
    /** Its result is being made durable. */
    ENDING,
    /** All its input is processed, or all before the savepoint that it was to stop with, and all output committed. */
    FINISHED,
    /** It was stopped by its user. */
    CANCELLED,
    /** It failed for good. */
    FAILED,
    /** Nothing of it runs, and all that is durable stays: a person has to decide what is to become of it. */
    SUSPENDED,
    /** Another leader decides about it; this one says nothing any more. */
    SUPERSEDED;

    /** What it becomes when its user wants it to stop; whatever ends it already goes on. */
    public JobStatus toldToStop() {
        return this == STARTING || this == RUNNING || this == SUSPENDING ? CANCELLING : this;
    }

    /** Whether its tasks are told to stop, for whatever reason. */
    public boolean isStopping() {
        return this == CANCELLING || this == FAILING || this == SUSPENDING;
    }

    /** Whether nothing will happen to it any more, here. */
    public boolean isOver() {
        return this == FINISHED || this == CANCELLED || this == FAILED || this == SUSPENDED || this == SUPERSEDED;
    }
}
