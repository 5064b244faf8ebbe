package dev.selvage.api.metric;

/**
 * Registers the metrics of one function in one subtask, in {@code open}. Asking for a name again gives the same metric.
 *
 * <pre>{@code
 * class CountingMap implements MapFunction<String, String> {
 *     private Counter seen;
 *
 *     public void open(RuntimeContext context) {
 *         seen = context.getMetricGroup().counter("seen");
 *     }
 *
 *     public String map(String value) {
 *         seen.inc();
 *         return value;
 *     }
 * }
 * }</pre>
 */
public interface MetricGroup {
    /** A number that goes up and down. */
    Counter counter(String name);

    /** A value that is looked up whenever somebody asks. */
    <T> void gauge(String name, Gauge<T> gauge);

    /** The distribution of values. */
    Histogram histogram(String name);
}
