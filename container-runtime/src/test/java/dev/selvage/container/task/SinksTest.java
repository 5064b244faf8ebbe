package dev.selvage.container.task;

import dev.selvage.api.OutputTag;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.ProcessFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.sink.CollectSink;
import dev.selvage.api.sink.Sink;
import dev.selvage.api.sink.SinkWriter;
import dev.selvage.api.type.Types;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What sinks leave behind is the same in every {@link Driving}. */
class SinksTest {
    private static final OutputTag<Long> ASIDE = new OutputTag<>("aside", Long.class);

    /** What the idempotent sink of the present run has written; tests of a class run one after the other. */
    private static final TreeMap<Long, Long> ROWS = new TreeMap<>();

    /** Writes a row by its key: writing it again changes nothing. What was written shows when it is flushed. */
    private static final class Upserts implements Sink<Long> {
        private static final long serialVersionUID = 1;

        @Override
        public SinkWriter<Long> createWriter(RuntimeContext context) {
            TreeMap<Long, Long> unflushed = new TreeMap<>();
            return new SinkWriter<>() {
                @Override
                public void write(Long value, long timestamp) {
                    unflushed.put(value, value * value);
                }

                @Override
                public void flush() {
                    ROWS.putAll(unflushed);
                }
            };
        }
    }

    @Test
    void idempotentSinkHasEveryRow() {
        OperatorTest.<Long>ofProgram(job -> {
                    ROWS.clear();
                    job.input(1L, 2L, 3L, 4L).map(number -> number).sinkTo(new Upserts());
                    return () -> List.copyOf(ROWS.values());
                })
                .expects(1L, 4L, 9L, 16L);
    }

    @Test
    void twoPhaseSinksBehindOneStreamGetEverythingOnce() {
        OperatorTest.<Long>ofProgram(job -> {
                    CollectSink<Long> one = CollectSink.open();
                    CollectSink<Long> other = CollectSink.open();
                    var even = job.input(1L, 2L, 3L, 4L, 5L)
                            .process((Long number, ProcessFunction.Context context, Collector<Long> out) -> {
                                if (number % 2 == 0) {
                                    out.collect(number);
                                }
                                context.output(ASIDE, -number);
                            })
                            .returns(Types.LONG);
                    even.sinkTo(one);
                    even.getSideOutput(ASIDE).sinkTo(other);
                    return () -> {
                        try (one;
                                other) {
                            return java.util.stream.Stream.concat(one.values().stream(), other.values().stream())
                                    .toList();
                        }
                    };
                })
                .expects(2L, 4L, -1L, -2L, -3L, -4L, -5L);
    }
}
