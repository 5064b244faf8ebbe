package dev.selvage.api;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.function.ProcessWindowFunction;
import dev.selvage.api.function.ReduceFunction;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Operation.Firing;
import dev.selvage.api.graph.Operation.Gathering;
import dev.selvage.api.time.TimeDomain;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.TypeInference;
import dev.selvage.api.window.WindowAssigner;
import java.time.Duration;
import java.util.Optional;

/**
 * The records of each key by spans of time. Reducing or aggregating keeps one value per window, processing all its records.
 *
 * <pre>{@code
 * record Click(String page, long count) {}
 *
 * void clicksPerMinute(DataStream<Click> clicks) {
 *     clicks.keyBy(Click::page)
 *             .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
 *             .allowedLateness(Duration.ofSeconds(10))
 *             .reduce((one, other) -> new Click(one.page(), one.count() + other.count()))
 *             .print();
 * }
 * }</pre>
 *
 * @param <T> the records
 * @param <K> the keys
 */
public final class WindowedStream<T, K> {
    private final KeyedStream<T, K> stream;
    private final WindowAssigner assigner;
    private final long latenessMillis;
    private final Optional<OutputTag<T>> lateTag;
    private final boolean preAggregates;

    WindowedStream(KeyedStream<T, K> stream, WindowAssigner assigner) {
        this(stream, assigner, 0, Optional.empty(), false);
    }

    private WindowedStream(
            KeyedStream<T, K> stream,
            WindowAssigner assigner,
            long latenessMillis,
            Optional<OutputTag<T>> lateTag,
            boolean preAggregates) {
        this.stream = stream;
        this.assigner = assigner;
        this.latenessMillis = latenessMillis;
        this.lateTag = lateTag;
        this.preAggregates = preAggregates;
        if (preAggregates && lateTag.isPresent()) {
            throw new IllegalArgumentException("preAggregate() and sideOutputLateData() exclude each other: what comes"
                    + " late has been aggregated by then, and is no record any more. Leave one of both out.");
        }
    }

    /** For so long after its end a window still takes records, and fires again for each. */
    public WindowedStream<T, K> allowedLateness(Duration lateness) {
        if (lateness.isNegative()) {
            throw new IllegalArgumentException(
                    "A window cannot close before its end: the allowed lateness must not be negative, but is "
                            + lateness + ".");
        }
        return new WindowedStream<>(stream, assigner, lateness.toMillis(), lateTag, preAggregates);
    }

    /** Sends records that come later still to a side output, instead of dropping them. */
    public WindowedStream<T, K> sideOutputLateData(OutputTag<T> tag) {
        return new WindowedStream<>(stream, assigner, latenessMillis, Optional.of(tag), preAggregates);
    }

    /**
     * Has each task aggregate the records that it has, before it sends what they come to to whoever has their key. That pays
     * where a task sees a key several times in a window: then fewer records travel. It costs memory for each key in each of
     * these tasks. Late records that are allowed fire a window together if they came together; those that are dropped together
     * count as one in {@code numLateRecordsDropped}, since nobody knows any more how many they were.
     * Windows that have a uid take their state from a savepoint whether it was taken with this or without.
     */
    public WindowedStream<T, K> preAggregate() {
        if (!(assigner instanceof WindowAssigner.Regular regular)
                || regular.clock() != TimeDomain.EVENT_TIME
                || regular.size() % regular.slide() != 0) {
            throw new IllegalArgumentException(
                    "preAggregate() wants windows of event time that are tumbling, or sliding"
                            + " by a whole part of their size, but found " + assigner + ". Leave it out for those.");
        }
        return new WindowedStream<>(stream, assigner, latenessMillis, lateTag, true);
    }

    /** What the records of a window come to. */
    public DataStream<T> reduce(ReduceFunction<T> function) {
        DataType<?> type = stream.stateType("reduce");
        return fire("reduce", Erasure.reduced(function, type), new Firing.AsGathered(), type);
    }

    /** What a function makes of that, with the window and its key. */
    public <O> DataStream<O> reduce(ReduceFunction<T> function, ProcessWindowFunction<T, O, K> windowFunction) {
        DataType<?> type = stream.stateType("reduce");
        return fire("reduce", Erasure.reduced(function, type), windowFunction, type);
    }

    /** What the records of a window are aggregated to. */
    public <A, R> DataStream<R> aggregate(AggregateFunction<T, A, R> function) {
        return aggregate(function, accumulatorOf(function));
    }

    /** The same, with the type of the accumulator where the function does not tell it. */
    public <A, R> DataStream<R> aggregate(AggregateFunction<T, A, R> function, DataType<A> accumulatorType) {
        return fire("aggregate", aggregated(function, accumulatorType), new Firing.AsGathered(), resultOf(function));
    }

    /** What a function makes of that, with the window and its key. */
    public <A, R, O> DataStream<O> aggregate(
            AggregateFunction<T, A, R> function, ProcessWindowFunction<R, O, K> windowFunction) {
        return aggregate(function, windowFunction, accumulatorOf(function));
    }

    /** The same, with the type of the accumulator where the function does not tell it. */
    public <A, R, O> DataStream<O> aggregate(
            AggregateFunction<T, A, R> function,
            ProcessWindowFunction<R, O, K> windowFunction,
            DataType<A> accumulatorType) {
        return fire("aggregate", aggregated(function, accumulatorType), windowFunction, resultOf(function));
    }

    /** What a function makes of all the records of a window. */
    public <O> DataStream<O> process(ProcessWindowFunction<T, O, K> windowFunction) {
        if (preAggregates) {
            throw new IllegalStateException(
                    "preAggregate() wants reduce or aggregate behind it, but found process, which"
                            + " needs all records of a window. Leave preAggregate() out.");
        }
        DataType<?> type = stream.stateType("process");
        return fire("process", new Gathering.All(type), windowFunction, type);
    }

    private <A> DataType<A> accumulatorOf(AggregateFunction<T, A, ?> function) {
        return TypeInference.outputOf(function, AggregateFunction.class, 1, stream.type());
    }

    private DataType<?> resultOf(AggregateFunction<T, ?, ?> function) {
        return TypeInference.outputOf(function, AggregateFunction.class, 2, stream.type());
    }

    private static Gathering aggregated(AggregateFunction<?, ?, ?> function, DataType<?> accumulatorType) {
        return Erasure.aggregated(function, KeyedStream.requireAccumulator(accumulatorType));
    }

    private <O> DataStream<O> fire(
            String kind, Gathering gathering, ProcessWindowFunction<?, O, K> function, DataType<?> gathered) {
        return fire(
                kind,
                gathering,
                Erasure.through(function),
                TypeInference.outputOf(function, ProcessWindowFunction.class, 1, gathered));
    }

    private <O> DataStream<O> fire(String kind, Gathering gathering, Firing firing, DataType<?> outputType) {
        if (preAggregates && assigner instanceof WindowAssigner.Regular windows) {
            DataStream<?> partials = stream.preAggregated(windows, gathering);
            return window(kind, partials, new Gathering.Merged(gathering), firing, outputType);
        }
        return window(kind, stream, gathering, firing, outputType);
    }

    private <O> DataStream<O> window(
            String kind, DataStream<?> records, Gathering gathering, Firing firing, DataType<?> outputType) {
        String lateOutput = lateTag.map(OutputTag::getId).orElse("");
        return records.then(
                "window " + kind,
                new Operation.Window(assigner, gathering, firing, latenessMillis, lateOutput),
                outputType);
    }
}
