package dev.selvage.api.function;

/**
 * Makes one record out of each.
 *
 * <pre>{@code
 * MapFunction<String, Integer> length = line -> line.length();
 * }</pre>
 *
 * @param <I> what comes in
 * @param <O> what goes out
 */
@FunctionalInterface
public interface MapFunction<I, O> extends Function {
    /** The record that stands for {@code value} from here on. */
    O map(I value) throws Exception;
}
