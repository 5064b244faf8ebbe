package dev.selvage.container.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.DataStream;
import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.sink.CollectSink;
import dev.selvage.api.source.Elements;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.container.operator.Coverage;
import dev.selvage.container.operator.ScriptSource;
import dev.selvage.container.operator.ScriptSource.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.assertj.core.api.ListAssert;

/**
 * Runs an operator between a scripted source and a sink, as real tasks, in every {@link Driving}: what comes out must be the
 * same in all of them.
 *
 * <pre>{@code
 * OperatorTest.of(job -> job.input(1L, 2L, 3L).map(number -> number * 2)).expects(2L, 4L, 6L);
 * }</pre>
 */
final class OperatorTest<O> {
    /** All that was run by any test so far. */
    static final Coverage COVERAGE = new Coverage();

    private final Function<Job, Supplier<List<O>>> program;

    private OperatorTest(Function<Job, Supplier<List<O>>> program) {
        this.program = program;
    }

    /** An operator, as the stream that comes out of it. */
    static <O> OperatorTest<O> of(Function<Job, DataStream<O>> operator) {
        return new OperatorTest<>(job -> {
            CollectSink<O> sink = CollectSink.open();
            operator.apply(job).sinkTo(sink);
            return () -> {
                try (sink) {
                    return sink.values();
                }
            };
        });
    }

    /** A sink, or whatever else: the program says where to look for what it has done. It is called for each run. */
    static <O> OperatorTest<O> ofProgram(Function<Job, Supplier<List<O>>> program) {
        return new OperatorTest<>(program);
    }

    /** This, in this order. */
    @SafeVarargs
    @SuppressWarnings("varargs") // Only read.
    final void expects(O... values) {
        inEvery(driving -> true, seen -> seen.containsExactly(values));
    }

    /** This, where nothing is promised about the order. */
    @SafeVarargs
    @SuppressWarnings("varargs") // Only read.
    final void expectsInAnyOrder(O... values) {
        inEvery(driving -> true, seen -> seen.containsExactlyInAnyOrder(values));
    }

    /** This, in this order, as long as no restore forgets how far event time had come or since when nothing comes. */
    @SafeVarargs
    @SuppressWarnings("varargs") // Only read.
    final OperatorTest<O> expectsUnlessRestored(O... values) {
        inEvery(driving -> !driving.restores(), seen -> seen.containsExactly(values));
        return this;
    }

    /** What holds as long as no restore forgets such things, whoever comes first. */
    void holdsUnlessRestored(Consumer<List<? extends O>> expectation) {
        inEvery(driving -> !driving.restores(), seen -> seen.satisfies(expectation::accept));
    }

    /** What holds where records may be late in one run that are not in another, since a restore was in between. */
    void expectsIfRestored(Consumer<List<? extends O>> expectation) {
        inEvery(Driving::restores, seen -> seen.satisfies(expectation::accept));
    }

    private void inEvery(Predicate<Driving> wanted, Consumer<ListAssert<O>> expectation) {
        for (Driving driving : Driving.values()) {
            for (boolean chained : new boolean[] {false, true}) {
                if (wanted.test(driving)) {
                    in(driving, chained, expectation);
                }
            }
        }
    }

    private void in(Driving driving, boolean chained, Consumer<ListAssert<O>> expectation) {
        Job job = new Job(driving, chained);
        Supplier<List<O>> output = program.apply(job);
        String way = driving + (chained ? ", chained" : ", each operator a task");
        StreamGraph graph = job.environment.streamGraph("operator");
        try {
            TurnedJob ran = driving.run(graph, COVERAGE);
            if (driving.refuses() && !chained) {
                assertThat(ran.tally().refusals).as(way + ": outputs refused").isPositive();
            }
        } catch (Exception | AssertionError thrown) {
            throw new AssertionError(way + ": " + thrown, thrown);
        }
        expectation.accept(assertThat(output.get()).as(way));
    }

    /** Where an operator gets its input from. */
    static final class Job {
        private final StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        private final Driving driving;

        private Job(Driving driving, boolean chained) {
            this.driving = driving;
            environment.setParallelism(1);
            if (!chained) {
                environment.disableOperatorChaining();
            }
        }

        /** For a source of the test's own. */
        StreamExecutionEnvironment environment() {
            return environment;
        }

        /** These records, without timestamps. */
        @SafeVarargs
        @SuppressWarnings("varargs") // Only read.
        final <T> DataStream<T> input(T... values) {
            return script(Arrays.stream(values)
                    .<Line<T>>map(value -> new Line.Value<>(value, Long.MIN_VALUE))
                    .toList());
        }

        /** What a script says; watermarks follow its timestamps. */
        <T> DataStream<T> script(List<Line<T>> lines) {
            return script(lines, WatermarkStrategy.forMonotonousTimestamps());
        }

        /** What a script says; watermarks as a strategy has them. */
        <T> DataStream<T> script(List<Line<T>> lines, WatermarkStrategy<T> watermarks) {
            List<T> values = new ArrayList<>();
            for (Line<T> line : lines) {
                if (line instanceof Line.Value<T> value) {
                    values.add(value.value());
                }
            }
            ScriptSource<T> source = new ScriptSource<>(lines, driving.recordsAtOnce(), Elements.typeOf(values));
            return environment.fromSource(source, watermarks, "script");
        }
    }
}
