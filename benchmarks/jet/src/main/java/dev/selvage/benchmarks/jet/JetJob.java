package dev.selvage.benchmarks.jet;

import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.accumulator.LongAccumulator;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.datamodel.Tuple2;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;
import com.hazelcast.jet.pipeline.Sinks;
import com.hazelcast.jet.pipeline.StreamStage;
import com.hazelcast.jet.pipeline.WindowDefinition;
import dev.selvage.benchmarks.workloads.Lateness;
import dev.selvage.benchmarks.workloads.Meter;
import dev.selvage.benchmarks.workloads.Workload;
import java.util.ArrayList;
import java.util.List;

/** The workloads as pipelines. */
final class JetJob {

    private JetJob() {}

    static Pipeline define(Workload workload, int perMember) {
        Pipeline pipeline = Pipeline.create();
        switch (workload) {
            case W1, W5 ->
                pipeline.readFrom(JetSource.events(workload, perMember))
                        .withoutTimestamps()
                        .groupingKey(Event::key)
                        .mapStateful(KeyTotal::new, (total, key, event) -> total.add(event))
                        .writeTo(Sinks.noop());
            case W2 -> windows(pipeline, workload, perMember).writeTo(Sinks.noop());
            case LATENCY -> windows(pipeline, workload, perMember).writeTo(latenessSink());
            case W3 ->
                pipeline.readFrom(JetSource.events(workload, perMember))
                        .withoutTimestamps()
                        .map(event -> new Event(event.key(), event.value() * 31 + 7, event.eventTime()))
                        .filter(event -> (event.value() & 3) != 0)
                        .writeTo(Sinks.noop());
            case W4 ->
                pipeline.readFrom(JetSource.lines(workload, perMember))
                        .withoutTimestamps()
                        .flatMap(line -> Traversers.traverseIterable(words(line)))
                        .groupingKey(word -> word)
                        .mapStateful(LongAccumulator::new, (count, word, again) -> {
                            count.add(1);
                            return Tuple2.tuple2(word, count.get());
                        })
                        .writeTo(Sinks.noop());
        }
        return pipeline;
    }

    private static StreamStage<KeyedWindowResult<Long, Long>> windows(
            Pipeline pipeline, Workload workload, int perMember) {
        return pipeline.readFrom(JetSource.timedEvents(workload, perMember))
                .withNativeTimestamps(0)
                .groupingKey(Event::key)
                .window(WindowDefinition.tumbling(Workload.WINDOW_MILLIS))
                .aggregate(AggregateOperations.counting());
    }

    private static Sink<KeyedWindowResult<Long, Long>> latenessSink() {
        return SinkBuilder.<Lateness>sinkBuilder("lateness", context -> Meter.sink())
                .<KeyedWindowResult<Long, Long>>receiveFn((lateness, result) -> lateness.arrived(result.end()))
                .build();
    }

    /** Splits at blanks, without a regular expression. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int blank = line.indexOf(' '); blank >= 0; blank = line.indexOf(' ', start)) {
            words.add(line.substring(start, blank));
            start = blank + 1;
        }
        words.add(line.substring(start));
        return words;
    }
}
