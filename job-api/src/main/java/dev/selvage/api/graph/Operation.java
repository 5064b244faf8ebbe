package dev.selvage.api.graph;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.function.CoProcessFunction;
import dev.selvage.api.function.FilterFunction;
import dev.selvage.api.function.FlatMapFunction;
import dev.selvage.api.function.KeyedCoProcessFunction;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.MapFunction;
import dev.selvage.api.function.ProcessFunction;
import dev.selvage.api.function.ProcessWindowFunction;
import dev.selvage.api.function.ReduceFunction;
import dev.selvage.api.sink.Sink;
import dev.selvage.api.source.Source;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.DataType;
import dev.selvage.api.window.WindowAssigner;
import java.io.Serializable;

/**
 * What an operator does, with its author's functions.
 *
 * <pre>{@code
 * boolean isSource(Operation operation) {
 *     return operation instanceof Operation.Read;
 * }
 * }</pre>
 */
public sealed interface Operation extends Serializable {
    /** Reads a source; its splits come from an enumerator's node if it has an input. */
    record Read(Source<?, ?> source, WatermarkStrategy<Object> watermarks) implements Operation {}

    /** One record for each. */
    record Transform(MapFunction<Object, Object> function) implements Operation {}

    /** Some of the records. */
    record Filter(FilterFunction<Object> function) implements Operation {}

    /** Any number of records for each. */
    record FlatMap(FlatMapFunction<Object, Object> function) implements Operation {}

    /** Timestamps and watermarks in the middle of a stream. */
    record AssignTimestamps(WatermarkStrategy<Object> watermarks) implements Operation {}

    /** A process function. */
    record PlainProcess(ProcessFunction<Object, Object> function) implements Operation {}

    /** A process function with state and timers per key. */
    record KeyedProcess(KeyedProcessFunction<Object, Object, Object> function) implements Operation {}

    /** A process function of two inputs. */
    record CoProcess(CoProcessFunction<Object, Object, Object> function) implements Operation {}

    /** A process function of two inputs with state and timers per key. */
    record KeyedCoProcess(KeyedCoProcessFunction<Object, Object, Object, Object> function) implements Operation {}

    /** A running value per key, emitted for each record. */
    record Reduce(ReduceFunction<Object> function) implements Operation {}

    /** A running aggregate per key, emitted for each record. */
    record Aggregate(AggregateFunction<Object, Object, Object> function, DataType<?> accumulatorType)
            implements Operation {}

    /**
     * Windows per key.
     *
     * @param assigner which windows
     * @param gathering what is kept of a window until it fires
     * @param firing what happens when it fires
     * @param allowedLateness for how many milliseconds after its end a window still takes records
     * @param lateOutput the side output of records that come later still, or empty to drop them
     */
    record Window(WindowAssigner assigner, Gathering gathering, Firing firing, long allowedLateness, String lateOutput)
            implements Operation {}

    /**
     * What the records of a key and a span of time come to in the task that has them, before it is sent to whoever has the
     * key, as a {@link Partial}.
     *
     * @param windows those that gather behind; each is made of whole slides
     * @param keys how the records find them
     */
    record PreAggregate(WindowAssigner.Regular windows, Gathering gathering, Partitioning.Hash keys)
            implements Operation {}

    /** Writes into a sink. */
    record Write(Sink<Object> sink) implements Operation {}

    /** What is kept of a window. */
    sealed interface Gathering extends Serializable {
        /** All its records. */
        record All(DataType<?> recordType) implements Gathering {}

        /** One record, into which all are reduced. */
        record Reduced(ReduceFunction<Object> function, DataType<?> recordType) implements Gathering {}

        /** An accumulator. */
        record Aggregated(AggregateFunction<Object, Object, Object> function, DataType<?> accumulatorType)
                implements Gathering {}

        /** The same as of other records, from {@link Partial}s that have gathered those. */
        record Merged(Gathering ofRecords) implements Gathering {}
    }

    /** What a window does when it fires. */
    sealed interface Firing extends Serializable {
        /** What was gathered is emitted as it is. */
        record AsGathered() implements Firing {}

        /** A function sees it. */
        record Through(ProcessWindowFunction<Object, Object, Object> function) implements Firing {}
    }
}
