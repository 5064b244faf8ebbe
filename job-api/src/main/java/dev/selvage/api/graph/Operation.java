package dev.selvage.api.graph;

import dev.selvage.api.OutputTag;
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
import dev.selvage.api.source.Source;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.DataType;
import dev.selvage.api.window.WindowAssigner;
import java.io.Serializable;
import java.util.Optional;

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
     * @param function what sees the window that fires, or null to emit what was gathered
     * @param allowedLateness for how many milliseconds after its end a window still takes records
     * @param lateOutput where records go that come later still, or null to drop them
     */
    record Window(
            WindowAssigner assigner,
            Gathering gathering,
            ProcessWindowFunction<Object, Object, Object> function,
            long allowedLateness,
            OutputTag<Object> lateOutput)
            implements Operation {
        /** The window function, if there is one. */
        public Optional<ProcessWindowFunction<Object, Object, Object>> windowFunction() {
            return Optional.ofNullable(function);
        }

        /** The late records' side output, if there is one. */
        public Optional<OutputTag<Object>> lateTag() {
            return Optional.ofNullable(lateOutput);
        }
    }

    /** Writes into a sink. */
    record Write(dev.selvage.api.sink.Sink<Object> sink) implements Operation {}

    /** What is kept of a window. */
    sealed interface Gathering extends Serializable {
        /** All its records. */
        record All(DataType<?> recordType) implements Gathering {}

        /** One record, into which all are reduced. */
        record Reduced(ReduceFunction<Object> function, DataType<?> recordType) implements Gathering {}

        /** An accumulator. */
        record Aggregated(AggregateFunction<Object, Object, Object> function, DataType<?> accumulatorType)
                implements Gathering {}
    }
}
