package dev.selvage.api.state;

/**
 * What {@link CheckpointedFunction#initializeState} is handed.
 *
 * <pre>{@code
 * boolean startsAfresh(FunctionInitializationContext context) {
 *     return !context.isRestored();
 * }
 * }</pre>
 */
public interface FunctionInitializationContext {
    /** Whether the subtask goes on from a checkpoint or savepoint. */
    boolean isRestored();

    /** The operator's own state. */
    OperatorStateStore getOperatorStateStore();
}
