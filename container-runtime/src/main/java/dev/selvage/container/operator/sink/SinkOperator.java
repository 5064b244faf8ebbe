package dev.selvage.container.operator.sink;

import dev.selvage.api.sink.Sink;
import dev.selvage.api.sink.SinkWriter;
import dev.selvage.container.operator.Operator;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;

/** A template: hands records to a sink's writer, which is opened with the task. */
class SinkOperator extends Operator {
    private final Sink<Object> sink;

    @SuppressWarnings("NullAway.Init") // Set by open, which comes before everything but close.
    private SinkWriter<Object> writer;

    SinkOperator(OperatorContext context, Outlets outlets, Sink<Object> sink) {
        super(context, outlets);
        this.sink = sink;
    }

    @Override
    public void open() {
        try {
            writer = sink.createWriter(context());
        } catch (Throwable thrown) {
            throw failure("while it opened", thrown);
        }
    }

    @Override
    public void process(Object value, long timestamp) {
        try {
            writer.write(value, timestamp);
        } catch (Throwable thrown) {
            throw failure(thrown);
        }
    }

    /** What the sink gave, after {@link #open}. */
    final SinkWriter<Object> writer() {
        return writer;
    }

    @Override
    public void beforeBarrier() {
        flush();
    }

    @Override
    public void endOfInput() {
        flush();
    }

    private void flush() {
        try {
            writer.flush();
        } catch (Throwable thrown) {
            throw failure("while it flushed", thrown);
        }
    }

    @Override
    public void close() {
        if (writer != null) {
            try {
                writer.close();
            } catch (Throwable thrown) {
                throw failure("while it closed", thrown);
            }
        }
    }
}
