package dev.selvage.api.sink;

import dev.selvage.api.function.RuntimeContext;
import java.io.PrintStream;

/**
 * Prints every record on a line of its own, with the subtask's number before it where there are several.
 *
 * <pre>{@code
 * Sink<String> lines = new PrintSink<>("words");
 * }</pre>
 *
 * @param <T> the records
 */
public final class PrintSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1;

    private final String prefix;

    /** Prints without a prefix. */
    public PrintSink() {
        this("");
    }

    /** Prints with a prefix that tells this sink from others. */
    public PrintSink(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public SinkWriter<T> createWriter(RuntimeContext context) {
        String before = before(context);
        PrintStream out = System.out;
        return (value, timestamp) -> out.println(before + value);
    }

    private String before(RuntimeContext context) {
        String subtask =
                context.getNumberOfParallelSubtasks() > 1 ? Integer.toString(context.getIndexOfThisSubtask() + 1) : "";
        String joined = prefix.isEmpty() || subtask.isEmpty() ? prefix + subtask : prefix + ":" + subtask;
        return joined.isEmpty() ? "" : joined + "> ";
    }
}
