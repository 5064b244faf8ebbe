package dev.selvage.connector.files;

import dev.selvage.api.file.FileSystem;
import dev.selvage.api.function.RuntimeContext;
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

/** Where a connector runs, reduced to what one without state asks for. */
record TestContext(FileSystem files, String operator, int subtask, int parallelism, int attempt)
        implements RuntimeContext {

    static final String OPERATOR = "0123456789abcdef0123456789abcdef";

    static TestContext of(FileSystem files) {
        return new TestContext(files, OPERATOR, 0, 1, 1);
    }

    TestContext subtask(int index, int of) {
        return new TestContext(files, operator, index, of, attempt);
    }

    TestContext attempt(int number) {
        return new TestContext(files, operator, subtask, parallelism, number);
    }

    TestContext operator(String id) {
        return new TestContext(files, id, subtask, parallelism, attempt);
    }

    TestContext on(FileSystem others) {
        return new TestContext(others, operator, subtask, parallelism, attempt);
    }

    @Override
    public String getTaskName() {
        return "files";
    }

    @Override
    public String getJobId() {
        return "fedcba9876543210fedcba9876543210";
    }

    @Override
    public String getOperatorId() {
        return operator;
    }

    @Override
    public int getIndexOfThisSubtask() {
        return subtask;
    }

    @Override
    public int getNumberOfParallelSubtasks() {
        return parallelism;
    }

    @Override
    public int getAttemptNumber() {
        return attempt;
    }

    @Override
    public FileSystem getFileSystem(URI address) {
        return files;
    }

    @Override
    public MetricGroup getMetricGroup() {
        throw notHere();
    }

    @Override
    public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
        throw notHere();
    }

    @Override
    public <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
        throw notHere();
    }

    @Override
    public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
        throw notHere();
    }

    @Override
    public <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor) {
        throw notHere();
    }

    @Override
    public <I, A, O> AggregatingState<I, O> getAggregatingState(AggregatingStateDescriptor<I, A, O> descriptor) {
        throw notHere();
    }

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException("a connector without state asked for state or metrics");
    }
}
