package dev.selvage.api.function;

/**
 * Makes any number of records out of each.
 *
 * <pre>{@code
 * FlatMapFunction<String, String> words = (line, out) -> {
 *     for (String word : line.split(" ")) {
 *         out.collect(word);
 *     }
 * };
 * }</pre>
 *
 * @param <I> what comes in
 * @param <O> what goes out
 */
@FunctionalInterface
public interface FlatMapFunction<I, O> extends Function {
    /** Hands the records that {@code value} stands for to {@code out}, within this call. */
    void flatMap(I value, Collector<O> out) throws Exception;
}
