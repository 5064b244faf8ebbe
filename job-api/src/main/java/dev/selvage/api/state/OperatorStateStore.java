package dev.selvage.api.state;

/**
 * The state of an operator that belongs to no key.
 *
 * <pre>{@code
 * ListState<Long> offsets(FunctionInitializationContext context) {
 *     return context.getOperatorStateStore().getListState(new ListStateDescriptor<>("offsets", Long.class));
 * }
 * }</pre>
 */
public interface OperatorStateStore {
    /** A list whose elements are dealt out evenly when the number of subtasks changes. */
    <T> ListState<T> getListState(ListStateDescriptor<T> descriptor);

    /** A list of which every subtask gets all elements of all subtasks after a restart. */
    <T> ListState<T> getUnionListState(ListStateDescriptor<T> descriptor);
}
