package dev.selvage.api;

import dev.selvage.api.graph.StreamNode.Chaining;

/**
 * Where a stream ends.
 *
 * <pre>{@code
 * void end(DataStream<String> words, Sink<String> sink) {
 *     words.sinkTo(sink).name("words").uid("words").setParallelism(1);
 * }
 * }</pre>
 */
public final class DataStreamSink {
    private final OperatorDraft operator;

    DataStreamSink(OperatorDraft operator) {
        this.operator = operator;
    }

    /** What people call it. */
    public DataStreamSink name(String name) {
        operator.name(name);
        return this;
    }

    /** What finds its transactions again in a savepoint, whatever else of the job has changed. */
    public DataStreamSink uid(String uid) {
        operator.uid(uid);
        return this;
    }

    /** Into how many subtasks it is divided. */
    public DataStreamSink setParallelism(int parallelism) {
        operator.setParallelism(parallelism);
        return this;
    }

    /** Into how many subtasks it may ever be divided. */
    public DataStreamSink setMaxParallelism(int maxParallelism) {
        operator.setMaxParallelism(maxParallelism);
        return this;
    }

    /** Whose slots it shares. */
    public DataStreamSink slotSharingGroup(String group) {
        operator.slotSharingGroup(group);
        return this;
    }

    /** Gives it a task of its own. */
    public DataStreamSink disableChaining() {
        operator.chaining(Chaining.NEVER);
        return this;
    }
}
