package dev.selvage.benchmarks.flink;

import dev.selvage.benchmarks.workloads.Workload;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** The workloads as jobs. */
final class FlinkJob {

    private FlinkJob() {}

    static void define(StreamExecutionEnvironment environment, Workload workload) {
        switch (workload) {
            case W1, W5 ->
                events(environment, workload)
                        .keyBy(new ByKey())
                        .process(new CountPerKey())
                        .sinkTo(new DiscardingSink<>());
            case W2 -> windows(environment, workload).sinkTo(new DiscardingSink<>());
            case LATENCY -> windows(environment, workload).sinkTo(new LatenessSink());
            case W3 ->
                events(environment, workload)
                        .map(new Calculate())
                        .filter(new ThreeOfFour())
                        .sinkTo(new DiscardingSink<>());
            case W4 ->
                environment
                        .fromSource(
                                new GeneratorSource<>(workload, () -> new GeneratorReader.OfLines(workload)),
                                WatermarkStrategy.noWatermarks(),
                                "lines",
                                Types.STRING)
                        .flatMap(new Split())
                        .keyBy(new Word(), Types.STRING)
                        .process(new CountPerWord())
                        .sinkTo(new DiscardingSink<>());
        }
    }

    private static DataStream<Event> events(StreamExecutionEnvironment environment, Workload workload) {
        WatermarkStrategy<Event> watermarks =
                workload.hasWindows() ? WatermarkStrategy.forMonotonousTimestamps() : WatermarkStrategy.noWatermarks();
        return environment.fromSource(
                new GeneratorSource<>(workload, () -> new GeneratorReader.OfEvents(workload)),
                watermarks,
                "events",
                TypeInformation.of(Event.class));
    }

    private static DataStream<WindowTotal> windows(StreamExecutionEnvironment environment, Workload workload) {
        return events(environment, workload)
                .keyBy(new ByKey())
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(Workload.WINDOW_MILLIS)))
                .aggregate(new Count(), new WithWindow());
    }

    /** The key. */
    static final class ByKey implements KeySelector<Event, Long> {
        @Override
        public Long getKey(Event event) {
            return event.key;
        }
    }

    /** A word is its own key. */
    static final class Word implements KeySelector<String, String> {
        @Override
        public String getKey(String word) {
            return word;
        }
    }

    /** W3's first half: a new record, as the workload has it. */
    static final class Calculate implements MapFunction<Event, Event> {
        @Override
        public Event map(Event event) {
            return new Event(event.key, event.value * 31 + 7, event.eventTime);
        }
    }

    /** W3's second half. */
    static final class ThreeOfFour implements FilterFunction<Event> {
        @Override
        public boolean filter(Event event) {
            return (event.value & 3) != 0;
        }
    }

    /** Splits at blanks, without a regular expression. */
    static final class Split implements FlatMapFunction<String, String> {
        @Override
        public void flatMap(String line, Collector<String> words) {
            int start = 0;
            for (int blank = line.indexOf(' '); blank >= 0; blank = line.indexOf(' ', start)) {
                words.collect(line.substring(start, blank));
                start = blank + 1;
            }
            words.collect(line.substring(start));
        }
    }

    /** Counts in place. */
    static final class Count implements AggregateFunction<Event, Long, Long> {
        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Event event, Long count) {
            return count + 1;
        }

        @Override
        public Long getResult(Long count) {
            return count;
        }

        @Override
        public Long merge(Long one, Long other) {
            return one + other;
        }
    }

    /** Adds key and window to the count. */
    static final class WithWindow extends ProcessWindowFunction<Long, WindowTotal, Long, TimeWindow> {
        @Override
        public void process(Long key, Context context, Iterable<Long> counts, Collector<WindowTotal> output) {
            output.collect(new WindowTotal(
                    key, context.window().getEnd(), counts.iterator().next()));
        }
    }
}
