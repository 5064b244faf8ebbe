package dev.selvage.container.metric;

import dev.selvage.api.metric.Counter;
import dev.selvage.api.metric.Gauge;
import dev.selvage.api.metric.Histogram;
import dev.selvage.api.metric.MetricGroup;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** The metrics that one operator's function registered in one subtask, by their names. Any thread. */
public final class OperatorMetrics implements MetricGroup {
    private final String operator;
    private final ConcurrentSkipListMap<String, Object> metrics = new ConcurrentSkipListMap<>();

    /** The metrics of the operator of this name. */
    public OperatorMetrics(String operator) {
        this.operator = operator;
    }

    @Override
    public Counter counter(String name) {
        return registered(name, Counter.class, TaskCounter::new);
    }

    @Override
    public <T> void gauge(String name, Gauge<T> gauge) {
        metrics.put(name, gauge);
    }

    @Override
    public Histogram histogram(String name) {
        return registered(name, Histogram.class, TaskHistogram::new);
    }

    /** Each by its name: a {@link Counter}, {@link Gauge} or {@link Histogram}. */
    public Map<String, Object> all() {
        return Map.copyOf(metrics);
    }

    /** Asked for again, the same one: functions that share a name count together. */
    private <T> T registered(String name, Class<T> kind, Supplier<T> made) {
        Object metric = metrics.computeIfAbsent(name, absent -> made.get());
        if (!kind.isInstance(metric)) {
            throw new IllegalStateException("Operator '" + operator + "' asks for a "
                    + kind.getSimpleName() + " named '" + name + "', but has registered something else under"
                    + " that name: choose another name.");
        }
        return kind.cast(metric);
    }
}
