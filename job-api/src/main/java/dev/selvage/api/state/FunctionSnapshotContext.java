package dev.selvage.api.state;

/**
 * What {@link CheckpointedFunction#snapshotState} is handed.
 *
 * <pre>{@code
 * String label(FunctionSnapshotContext context) {
 *     return "part-of-" + context.getCheckpointId();
 * }
 * }</pre>
 */
public interface FunctionSnapshotContext {
    /** The number of the checkpoint that the state goes into. */
    long getCheckpointId();
}
