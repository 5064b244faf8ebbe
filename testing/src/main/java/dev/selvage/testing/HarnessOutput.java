package dev.selvage.testing;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.sink.Sink;
import dev.selvage.api.sink.SinkWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What has come out of a harness and was not taken yet. What travels with its job is a name, by which its sinks find it. */
final class HarnessOutput implements AutoCloseable {
    private static final ConcurrentHashMap<String, HarnessOutput> OPEN = new ConcurrentHashMap<>();

    /** No side output can be called so. */
    private static final String MAIN = "";

    private final String name = UUID.randomUUID().toString();
    private final Map<String, List<TimestampedRecord<?>>> records = new HashMap<>();

    private HarnessOutput() {}

    static HarnessOutput open() {
        HarnessOutput output = new HarnessOutput();
        OPEN.put(output.name, output);
        return output;
    }

    <T> Sink<T> main() {
        return new Into<>(name, MAIN);
    }

    <T> Sink<T> side(String tag) {
        return new Into<>(name, tag);
    }

    List<TimestampedRecord<?>> takeMain() {
        return take(MAIN);
    }

    List<TimestampedRecord<?>> take(String tag) {
        List<TimestampedRecord<?>> taken = records.remove(tag);
        return taken == null ? List.of() : List.copyOf(taken);
    }

    @Override
    public void close() {
        OPEN.remove(name);
    }

    private record Into<T>(String output, String tag) implements Sink<T> {
        @Override
        public SinkWriter<T> createWriter(RuntimeContext context) {
            HarnessOutput open = OPEN.get(output);
            if (open == null) {
                throw new IllegalStateException("Wanted the harness that this operator belongs to, found it closed.");
            }
            return (value, timestamp) -> open.records
                    .computeIfAbsent(tag, absent -> new ArrayList<>())
                    .add(new TimestampedRecord<>(value, timestamp));
        }
    }
}
