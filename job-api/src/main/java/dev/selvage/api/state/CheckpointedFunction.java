package dev.selvage.api.state;

/**
 * A function with state of its own, which belongs to no key: it is handed to the subtasks anew when their number changes.
 *
 * <pre>{@code
 * class Buffering implements FilterFunction<String>, CheckpointedFunction {
 *     private final List<String> buffer = new ArrayList<>();
 *     private ListState<String> kept;
 *
 *     public void initializeState(FunctionInitializationContext context) {
 *         kept = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("buffer", String.class));
 *         kept.get().forEach(buffer::add);
 *     }
 *
 *     public void snapshotState(FunctionSnapshotContext context) {
 *         kept.update(buffer);
 *     }
 *
 *     public boolean filter(String value) {
 *         buffer.add(value);
 *         return false;
 *     }
 * }
 * }</pre>
 */
public interface CheckpointedFunction {
    /** Called before {@code open}: gets the states, with what they held where the subtask goes on. */
    void initializeState(FunctionInitializationContext context) throws Exception;

    /** Called for each checkpoint, between two records: the last moment to put into the states what belongs there. */
    void snapshotState(FunctionSnapshotContext context) throws Exception;
}
