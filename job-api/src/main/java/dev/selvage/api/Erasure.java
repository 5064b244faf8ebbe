package dev.selvage.api;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.function.CoProcessFunction;
import dev.selvage.api.function.FilterFunction;
import dev.selvage.api.function.FlatMapFunction;
import dev.selvage.api.function.KeySelector;
import dev.selvage.api.function.KeyedCoProcessFunction;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.MapFunction;
import dev.selvage.api.function.Partitioner;
import dev.selvage.api.function.ProcessFunction;
import dev.selvage.api.function.ProcessWindowFunction;
import dev.selvage.api.function.ReduceFunction;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Operation.Firing;
import dev.selvage.api.graph.Operation.Gathering;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.sink.Sink;
import dev.selvage.api.source.Source;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.DataType;

/**
 * Where an author's types end: the fluent classes have had the compiler check that functions fit their streams, and the graph
 * is data without type parameters. All unchecked casts are here.
 */
@SuppressWarnings("unchecked")
final class Erasure {
    private Erasure() {}

    static Operation read(Source<?, ?> source, WatermarkStrategy<?> watermarks) {
        return new Operation.Read(source, (WatermarkStrategy<Object>) watermarks);
    }

    static Operation transform(MapFunction<?, ?> function) {
        return new Operation.Transform((MapFunction<Object, Object>) function);
    }

    static Operation filter(FilterFunction<?> function) {
        return new Operation.Filter((FilterFunction<Object>) function);
    }

    static Operation flatMap(FlatMapFunction<?, ?> function) {
        return new Operation.FlatMap((FlatMapFunction<Object, Object>) function);
    }

    static Operation transformOnKeys(MapFunction<?, ?> function) {
        return new Operation.KeyedProcess(FunctionsOnKeys.map((MapFunction<Object, Object>) function));
    }

    static Operation filterOnKeys(FilterFunction<?> function) {
        return new Operation.KeyedProcess(FunctionsOnKeys.filter((FilterFunction<Object>) function));
    }

    static Operation flatMapOnKeys(FlatMapFunction<?, ?> function) {
        return new Operation.KeyedProcess(FunctionsOnKeys.flatMap((FlatMapFunction<Object, Object>) function));
    }

    static Operation assignTimestamps(WatermarkStrategy<?> watermarks) {
        return new Operation.AssignTimestamps((WatermarkStrategy<Object>) watermarks);
    }

    static Operation process(ProcessFunction<?, ?> function) {
        return new Operation.PlainProcess((ProcessFunction<Object, Object>) function);
    }

    static Operation keyedProcess(KeyedProcessFunction<?, ?, ?> function) {
        return new Operation.KeyedProcess((KeyedProcessFunction<Object, Object, Object>) function);
    }

    static Operation coProcess(CoProcessFunction<?, ?, ?> function) {
        return new Operation.CoProcess((CoProcessFunction<Object, Object, Object>) function);
    }

    static Operation keyedCoProcess(KeyedCoProcessFunction<?, ?, ?, ?> function) {
        return new Operation.KeyedCoProcess((KeyedCoProcessFunction<Object, Object, Object, Object>) function);
    }

    static Operation reduce(ReduceFunction<?> function) {
        return new Operation.Reduce((ReduceFunction<Object>) function);
    }

    static Operation aggregate(AggregateFunction<?, ?, ?> function, DataType<?> accumulatorType) {
        return new Operation.Aggregate((AggregateFunction<Object, Object, Object>) function, accumulatorType);
    }

    static Operation write(Sink<?> sink) {
        return new Operation.Write((Sink<Object>) sink);
    }

    static Gathering reduced(ReduceFunction<?> function, DataType<?> recordType) {
        return new Gathering.Reduced((ReduceFunction<Object>) function, recordType);
    }

    static Gathering aggregated(AggregateFunction<?, ?, ?> function, DataType<?> accumulatorType) {
        return new Gathering.Aggregated((AggregateFunction<Object, Object, Object>) function, accumulatorType);
    }

    static Firing through(ProcessWindowFunction<?, ?, ?> function) {
        return new Firing.Through((ProcessWindowFunction<Object, Object, Object>) function);
    }

    static Partitioning hash(KeySelector<?, ?> selector, DataType<?> keyType) {
        return new Partitioning.Hash((KeySelector<Object, Object>) selector, keyType);
    }

    static Partitioning custom(Partitioner<?> partitioner, KeySelector<?, ?> selector) {
        return new Partitioning.Custom((Partitioner<Object>) partitioner, (KeySelector<Object, Object>) selector);
    }
}
