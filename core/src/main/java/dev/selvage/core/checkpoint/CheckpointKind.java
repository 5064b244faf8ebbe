package dev.selvage.core.checkpoint;

/** What a checkpoint is for. */
public enum CheckpointKind {
    /** To restore from; sinks commit what they wrote up to it once it is decided. */
    CHECKPOINT,
    /** For the user, who owns it: nothing is committed by it, and a failure does not restore from it. */
    SAVEPOINT
}
