package dev.selvage.benchmarks.selvage;

import dev.selvage.api.DataStream;
import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.WindowedStream;
import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.FlatMapFunction;
import dev.selvage.api.function.ProcessWindowFunction;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.window.TumblingEventTimeWindows;
import dev.selvage.benchmarks.workloads.Workload;
import java.time.Duration;

/** The workloads as jobs. */
final class SelvageJob {

    private SelvageJob() {}

    static void define(StreamExecutionEnvironment environment, Workload workload) {
        switch (workload) {
            case W1, W5 ->
                events(environment, workload)
                        .keyBy(Event::key)
                        .process(new CountPerKey())
                        .sinkTo(new DroppingSink<>());
            case W2 ->
                windows(environment, workload)
                        .preAggregate()
                        .aggregate(new Count(), new WithWindow())
                        .sinkTo(new DroppingSink<>());
            // A key has one record per task and window here: there is nothing to aggregate before it is sent.
            case LATENCY ->
                windows(environment, workload)
                        .aggregate(new Count(), new WithWindow())
                        .sinkTo(new LatenessSink());
            case W3 ->
                events(environment, workload)
                        .map(event -> new Event(event.key(), event.value() * 31 + 7, event.eventTime()))
                        .filter(event -> (event.value() & 3) != 0)
                        .sinkTo(new DroppingSink<>());
            case W4 ->
                environment
                        .fromSource(
                                new GeneratorSource<>(workload, String.class, GeneratorReader.OfLines::new),
                                WatermarkStrategy.noWatermarks(),
                                "lines")
                        .flatMap(new Split())
                        .keyBy(word -> word)
                        .process(new CountPerWord())
                        .sinkTo(new DroppingSink<>());
        }
    }

    private static DataStream<Event> events(StreamExecutionEnvironment environment, Workload workload) {
        return environment.fromSource(
                new GeneratorSource<>(workload, Event.class, GeneratorReader.OfEvents::new),
                WatermarkStrategy.noWatermarks(),
                "events");
    }

    private static WindowedStream<Event, Long> windows(StreamExecutionEnvironment environment, Workload workload) {
        boolean paced = workload.isPaced();
        return environment
                .fromSource(
                        new GeneratorSource<>(
                                workload, Event.class, cursor -> new GeneratorReader.OfTimedEvents(cursor, paced)),
                        WatermarkStrategy.forMonotonousTimestamps(),
                        "events")
                .keyBy(Event::key)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(Workload.WINDOW_MILLIS)));
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

    /** Counts. */
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
    static final class WithWindow implements ProcessWindowFunction<Long, WindowTotal, Long> {
        @Override
        public void process(Long key, Context context, Iterable<Long> counts, Collector<WindowTotal> output) {
            output.collect(new WindowTotal(
                    key, context.window().end(), counts.iterator().next()));
        }
    }
}
