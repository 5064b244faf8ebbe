package dev.selvage.api.function;

import dev.selvage.api.file.FileSystem;
import dev.selvage.api.metric.MetricGroup;
import dev.selvage.api.state.AggregatingState;
import dev.selvage.api.state.AggregatingStateDescriptor;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.MapState;
import dev.selvage.api.state.MapStateDescriptor;
import dev.selvage.api.state.ReducingState;
import dev.selvage.api.state.ReducingStateDescriptor;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import java.net.URI;

/**
 * What a function may know and have in the subtask where it runs. Keyed state is that of the key whose record or timer is
 * being handled, and is asked for in {@link Function#open}; only functions on keyed streams have it:
 * in {@code map}, {@code flatMap}, {@code filter}, {@code reduce} and {@code aggregate} directly behind {@code keyBy}, and in
 * {@link KeyedProcessFunction} and {@link KeyedCoProcessFunction}.
 *
 * <pre>{@code
 * class Count implements MapFunction<String, Long> {
 *     private ValueState<Long> count;
 *
 *     public void open(RuntimeContext context) {
 *         count = context.getState(new ValueStateDescriptor<>("count", Long.class));
 *     }
 *
 *     public Long map(String word) {
 *         long next = count.value() == null ? 1 : count.value() + 1;
 *         count.update(next);
 *         return next;
 *     }
 * }
 * }</pre>
 */
public interface RuntimeContext {
    /** The operator's name, as its author gave it. */
    String getTaskName();

    /** The job's id: 32 hex digits. */
    String getJobId();

    /**
     * The operator's id: 32 hex digits that follow from its uid, or from its place in the graph. Unlike its name, no other
     * operator of the job has it, and unlike an object's identity it is the same in every attempt.
     */
    String getOperatorId();

    /** Which of the parallel subtasks this is, from zero. */
    int getIndexOfThisSubtask();

    /** How many parallel subtasks there are. */
    int getNumberOfParallelSubtasks();

    /**
     * How often this subtask was deployed before. It rises with every restart, so that names which carry it, such as those
     * of transactions, tell a subtask from a predecessor that may still be running somewhere.
     */
    int getAttemptNumber();

    /** Where the function's own metrics are registered. */
    MetricGroup getMetricGroup();

    /** The file system that is responsible for an address, with the job's credentials. */
    FileSystem getFileSystem(URI address);

    /** State of one value per key. */
    <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor);

    /** State of a list per key. */
    <T> ListState<T> getListState(ListStateDescriptor<T> descriptor);

    /** State of a map per key. */
    <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor);

    /** State of one value per key, into which values are reduced. */
    <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor);

    /** State of one accumulator per key, into which values are aggregated. */
    <I, A, O> AggregatingState<I, O> getAggregatingState(AggregatingStateDescriptor<I, A, O> descriptor);
}
