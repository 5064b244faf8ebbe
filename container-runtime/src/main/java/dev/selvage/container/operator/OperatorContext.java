package dev.selvage.container.operator;

import dev.selvage.api.file.FileSystem;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.metric.MetricGroup;
import dev.selvage.api.state.AggregatingState;
import dev.selvage.api.state.AggregatingStateDescriptor;
import dev.selvage.api.state.FunctionInitializationContext;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.MapState;
import dev.selvage.api.state.MapStateDescriptor;
import dev.selvage.api.state.OperatorStateStore;
import dev.selvage.api.state.ReducingState;
import dev.selvage.api.state.ReducingStateDescriptor;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.container.state.StateAccess;
import dev.selvage.container.time.TaskClock;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.id.TaskId;
import java.net.URI;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** What an operator, and its user's function, may know and have. */
public final class OperatorContext implements RuntimeContext {
    private final Place place;
    private final TaskClock clock;
    private final MetricGroup metrics;
    private final Function<URI, FileSystem> files;
    private final StateAccess keyed;
    private final SubtaskState own;
    private final BooleanSupplier stopping;

    /**
     * Where an operator stands.
     *
     * @param name what its author calls it
     * @param parallelism how many subtasks it has
     */
    public record Place(String name, OperatorId operator, TaskId task, int parallelism) {}

    /**
     * State that belongs to the subtask, not to a key.
     *
     * @param restored whether the subtask goes on from a checkpoint
     */
    public record SubtaskState(boolean restored, OperatorStateStore lists) implements FunctionInitializationContext {
        @Override
        public boolean isRestored() {
            return restored;
        }

        @Override
        public OperatorStateStore getOperatorStateStore() {
            return lists;
        }
    }

    /**
     * A context.
     *
     * @param stopping whether the task was told to stop
     */
    public OperatorContext(
            Place place,
            TaskClock clock,
            MetricGroup metrics,
            Function<URI, FileSystem> files,
            StateAccess keyed,
            SubtaskState own,
            BooleanSupplier stopping) {
        this.place = place;
        this.clock = clock;
        this.metrics = metrics;
        this.files = files;
        this.keyed = keyed;
        this.own = own;
        this.stopping = stopping;
    }

    /** To be called now and then by what may go on for ever within a turn: throws if the task was told to stop. */
    public void leaveIfStopped() {
        if (stopping.getAsBoolean()) {
            throw new TaskStoppedException(getTaskName());
        }
    }

    /** The task's wall clock. */
    public TaskClock clock() {
        return clock;
    }

    /** What the subtask goes on from. */
    public FunctionInitializationContext initialization() {
        return own;
    }

    @Override
    public String getTaskName() {
        return place.name();
    }

    @Override
    public String getJobId() {
        return place.task().job().toString();
    }

    @Override
    public String getOperatorId() {
        return place.operator().toString();
    }

    @Override
    public int getIndexOfThisSubtask() {
        return place.task().subtask().index();
    }

    @Override
    public int getNumberOfParallelSubtasks() {
        return place.parallelism();
    }

    @Override
    public int getAttemptNumber() {
        return Math.toIntExact(place.task().deployment().number() - 1);
    }

    @Override
    public MetricGroup getMetricGroup() {
        return metrics;
    }

    @Override
    public FileSystem getFileSystem(URI address) {
        return files.apply(address);
    }

    @Override
    public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
        return keyed.value(descriptor);
    }

    @Override
    public <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
        return keyed.list(descriptor);
    }

    @Override
    public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
        return keyed.map(descriptor);
    }

    @Override
    public <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor) {
        return keyed.reducing(descriptor);
    }

    @Override
    public <I, A, O> AggregatingState<I, O> getAggregatingState(AggregatingStateDescriptor<I, A, O> descriptor) {
        return keyed.aggregating(descriptor);
    }
}
