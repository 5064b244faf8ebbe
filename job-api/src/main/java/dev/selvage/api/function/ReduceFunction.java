package dev.selvage.api.function;

/**
 * Combines two values into one of the same type. The order in which values are combined is open.
 *
 * <pre>{@code
 * ReduceFunction<Long> sum = (a, b) -> a + b;
 * }</pre>
 *
 * @param <T> the values
 */
@FunctionalInterface
public interface ReduceFunction<T> extends Function {
    /** What both come to; neither of them may be changed if records are shared with others. */
    T reduce(T one, T other) throws Exception;
}
