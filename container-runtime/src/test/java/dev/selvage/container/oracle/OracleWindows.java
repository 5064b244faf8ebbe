package dev.selvage.container.oracle;

import dev.selvage.api.OutputTag;
import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.function.ProcessWindowFunction;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Operation.Firing;
import dev.selvage.api.graph.Operation.Gathering;
import dev.selvage.api.graph.Partial;
import dev.selvage.api.time.TimeDomain;
import dev.selvage.api.window.TimeWindow;
import dev.selvage.api.window.WindowAssigner;
import dev.selvage.container.oracle.SequentialOracle.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Windows of event time over all records of a key at once. No record is late: each window fires once, with all it has. */
final class OracleWindows {

    private OracleWindows() {}

    static void evaluate(Operation.Window window, OracleContext context, List<Arrival> arrivals) throws Exception {
        Map<Object, List<Arrival>> byKey = new LinkedHashMap<>();
        arrivals.forEach(arrival ->
                byKey.computeIfAbsent(arrival.key(), key -> new ArrayList<>()).add(arrival));
        for (Map.Entry<Object, List<Arrival>> entry : byKey.entrySet()) {
            for (Map.Entry<TimeWindow, List<Object>> content :
                    contents(window.assigner(), entry.getValue()).entrySet()) {
                fire(window, entry.getKey(), content.getKey(), content.getValue(), context);
            }
        }
    }

    /** Nothing is brought together before it is sent: whoever merges it has the same in the end. */
    static void eachByItself(Operation.PreAggregate operation, OracleContext context, List<Arrival> arrivals)
            throws Exception {
        WindowAssigner.Regular windows = operation.windows();
        for (Arrival arrival : arrivals) {
            Object record = arrival.record().value();
            Object key = operation.keys().selector().getKey(record);
            long past = Math.floorMod(arrival.record().timestamp() - windows.offset(), windows.slide());
            context.begin(key, arrival.record().timestamp() - past + windows.slide() - 1);
            Object gathered = record;
            if (operation.gathering() instanceof Gathering.Aggregated aggregated) {
                AggregateFunction<Object, Object, Object> function = aggregated.function();
                gathered = function.add(record, function.createAccumulator());
            }
            context.collect(new Partial<>(key, gathered));
        }
    }

    private static Map<TimeWindow, List<Object>> contents(WindowAssigner assigner, List<Arrival> arrivals) {
        if (assigner instanceof WindowAssigner.Regular regular) {
            return regular(regular, arrivals);
        } else if (assigner instanceof WindowAssigner.Sessions sessions) {
            return sessions(sessions, arrivals);
        }
        throw new IllegalArgumentException("expected windows that the oracle knows, but found " + assigner);
    }

    /** The oracle's clock stands still. */
    private static long timeOf(Arrival arrival, TimeDomain clock) {
        return clock == TimeDomain.EVENT_TIME ? arrival.record().timestamp() : 0;
    }

    private static Map<TimeWindow, List<Object>> regular(WindowAssigner.Regular windows, List<Arrival> arrivals) {
        Map<TimeWindow, List<Object>> contents = new TreeMap<>();
        for (Arrival arrival : arrivals) {
            long timestamp = timeOf(arrival, windows.clock());
            long last = timestamp - Math.floorMod(timestamp - windows.offset(), windows.slide());
            for (long start = last; start + windows.size() > timestamp; start -= windows.slide()) {
                contents.computeIfAbsent(new TimeWindow(start, start + windows.size()), each -> new ArrayList<>())
                        .add(arrival.record().value());
            }
        }
        return contents;
    }

    /** A record joins the session before it unless the gap between them is longer than the wanted one. */
    private static Map<TimeWindow, List<Object>> sessions(WindowAssigner.Sessions sessions, List<Arrival> arrivals) {
        long gap = sessions.gap();
        List<Arrival> byTime = new ArrayList<>(arrivals);
        byTime.sort(Comparator.comparingLong(arrival -> timeOf(arrival, sessions.clock())));
        Map<TimeWindow, List<Object>> contents = new TreeMap<>();
        List<Object> session = new ArrayList<>();
        TimeWindow span = new TimeWindow(0, 0);
        for (Arrival arrival : byTime) {
            long timestamp = timeOf(arrival, sessions.clock());
            if (session.isEmpty() || timestamp > span.end()) {
                session = new ArrayList<>();
                span = new TimeWindow(timestamp, timestamp + gap);
            } else {
                contents.remove(span);
                span = new TimeWindow(span.start(), timestamp + gap);
            }
            session.add(arrival.record().value());
            contents.put(span, session);
        }
        return contents;
    }

    private static void fire(
            Operation.Window window, Object key, TimeWindow span, List<Object> records, OracleContext context)
            throws Exception {
        List<Object> gathered = gathered(window.gathering(), records);
        context.begin(key, span.maxTimestamp());
        if (window.firing() instanceof Firing.Through through) {
            through.function().open(context);
            through.function().process(key, new WindowContext(span, context), gathered, context);
            through.function().close();
        } else {
            gathered.forEach(context::collect);
        }
    }

    private static List<Object> gathered(Gathering gathering, List<Object> records) throws Exception {
        if (gathering instanceof Gathering.Reduced reduced) {
            Object result = records.get(0);
            for (Object record : records.subList(1, records.size())) {
                result = reduced.function().reduce(result, record);
            }
            return List.of(result);
        } else if (gathering instanceof Gathering.Aggregated aggregated) {
            AggregateFunction<Object, Object, Object> function = aggregated.function();
            Object accumulator = function.createAccumulator();
            for (Object record : records) {
                accumulator = function.add(record, accumulator);
            }
            return List.of(function.getResult(accumulator));
        } else if (gathering instanceof Gathering.Merged merged) {
            List<Object> partials = new ArrayList<>();
            records.forEach(record -> partials.add(((Partial<?, ?>) record).accumulator()));
            return merged(merged.ofRecords(), partials);
        }
        return records;
    }

    private static List<Object> merged(Gathering ofRecords, List<Object> partials) throws Exception {
        if (!(ofRecords instanceof Gathering.Aggregated aggregated)) {
            return gathered(ofRecords, partials);
        }
        AggregateFunction<Object, Object, Object> function = aggregated.function();
        Object accumulator = function.createAccumulator();
        for (Object partial : partials) {
            accumulator = function.merge(accumulator, partial);
        }
        return List.of(function.getResult(accumulator));
    }

    private record WindowContext(TimeWindow window, OracleContext operator) implements ProcessWindowFunction.Context {
        @Override
        public long currentProcessingTime() {
            return operator.currentProcessingTime();
        }

        @Override
        public long currentWatermark() {
            return Long.MAX_VALUE;
        }

        @Override
        public <T> void output(OutputTag<T> tag, T value) {
            operator.output(tag, value);
        }
    }
}
