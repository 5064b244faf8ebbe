package dev.selvage.api.sink;

import dev.selvage.api.function.RuntimeContext;

/**
 * Drops every record.
 *
 * <pre>{@code
 * Sink<String> nowhere = new DiscardingSink<>();
 * }</pre>
 *
 * @param <T> the records
 */
public final class DiscardingSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1;

    /** A sink that drops everything. */
    public DiscardingSink() {}

    @Override
    public SinkWriter<T> createWriter(RuntimeContext context) {
        return (value, timestamp) -> {};
    }
}
