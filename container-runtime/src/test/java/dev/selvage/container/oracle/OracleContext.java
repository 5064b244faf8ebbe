package dev.selvage.container.oracle;

import dev.selvage.api.OutputTag;
import dev.selvage.api.file.FileSystem;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.KeyedProcessFunction;
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
import dev.selvage.api.time.TimeDomain;
import dev.selvage.api.time.TimerService;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All that one operator's function sees of the world while {@link SequentialOracle} runs it: one subtask, no clock. */
public final class OracleContext
        implements RuntimeContext, KeyedProcessFunction.OnTimerContext<Object>, TimerService, Collector<Object> {

    /** A record and its timestamp. */
    record Stamped(Object value, long timestamp) {}

    private final String operator;
    private final PlainStates states = new PlainStates();
    private final TreeMap<Long, Set<Object>> timers = new TreeMap<>();
    private final Map<String, List<Stamped>> outputs = new HashMap<>();
    private long timestamp;
    private long watermark = Long.MIN_VALUE;
    private boolean timersFired;

    /** The context of an operator of this name. */
    public OracleContext(String operator) {
        this.operator = operator;
    }

    /** What was emitted, by side output; the main one is empty. */
    Map<String, List<Stamped>> outputs() {
        return outputs;
    }

    PlainStates states() {
        return states;
    }

    /** What follows belongs to this key, or to any if there are none, and happens at this time. */
    void begin(Object key, long newTimestamp) {
        states.setKey(key);
        timestamp = newTimestamp;
    }

    /** What is to be done when a timer comes due. */
    interface Due {
        void fire(long time) throws Exception;
    }

    /** Fires all timers up to a time, those that are set meanwhile included. */
    void advance(long newWatermark, Due due) throws Exception {
        watermark = Math.max(watermark, newWatermark);
        while (!timers.isEmpty() && timers.firstKey() <= watermark) {
            Map.Entry<Long, Set<Object>> first = timers.pollFirstEntry();
            timersFired = true;
            for (Object key : first.getValue()) {
                begin(key, first.getKey());
                due.fire(first.getKey());
            }
        }
    }

    /** Whether any timer has come due. */
    boolean timersFired() {
        return timersFired;
    }

    @Override
    public void collect(Object value) {
        emit("", value, timestamp);
    }

    @Override
    public <T> void output(OutputTag<T> tag, T value) {
        emit(tag.getId(), value, timestamp);
    }

    void emit(String side, Object value, long at) {
        outputs.computeIfAbsent(side, each -> new ArrayList<>()).add(new Stamped(value, at));
    }

    @Override
    public Object getCurrentKey() {
        return states.key();
    }

    @Override
    public long timestamp() {
        return timestamp;
    }

    @Override
    public TimerService timerService() {
        return this;
    }

    @Override
    public TimeDomain timeDomain() {
        return TimeDomain.EVENT_TIME;
    }

    @Override
    public long currentWatermark() {
        return watermark;
    }

    @Override
    public void registerEventTimeTimer(long time) {
        timers.computeIfAbsent(time, each -> new LinkedHashSet<>()).add(states.key());
    }

    @Override
    public void deleteEventTimeTimer(long time) {
        timers.computeIfPresent(time, (each, keys) -> keys.remove(states.key()) && keys.isEmpty() ? null : keys);
    }

    /** Stands still: what depends on the clock must come to the same however it goes. */
    @Override
    public long currentProcessingTime() {
        return 0;
    }

    @Override
    public void registerProcessingTimeTimer(long time) {
        // Not before the end of time.
    }

    @Override
    public void deleteProcessingTimeTimer(long time) {
        // None ever comes.
    }

    @Override
    public String getTaskName() {
        return operator;
    }

    @Override
    public String getJobId() {
        return "oracle";
    }

    @Override
    public String getOperatorId() {
        return operator;
    }

    @Override
    public int getIndexOfThisSubtask() {
        return 0;
    }

    @Override
    public int getNumberOfParallelSubtasks() {
        return 1;
    }

    @Override
    public int getAttemptNumber() {
        return 0;
    }

    @Override
    public MetricGroup getMetricGroup() {
        throw new UnsupportedOperationException("metrics are no output");
    }

    @Override
    public FileSystem getFileSystem(URI address) {
        throw new UnsupportedOperationException("files are no output");
    }

    @Override
    public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
        return states.value(descriptor.getName());
    }

    @Override
    public <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
        return states.list(descriptor.getName());
    }

    @Override
    public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
        return states.map(descriptor.getName());
    }

    @Override
    public <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor) {
        return states.reducing(descriptor.getName(), descriptor.getReduceFunction());
    }

    @Override
    public <I, A, O> AggregatingState<I, O> getAggregatingState(AggregatingStateDescriptor<I, A, O> descriptor) {
        return states.aggregating(descriptor.getName(), descriptor.getAggregateFunction());
    }
}
