package dev.selvage.api.function;

/**
 * Keeps some records and drops the others.
 *
 * <pre>{@code
 * FilterFunction<String> notEmpty = line -> !line.isEmpty();
 * }</pre>
 *
 * @param <T> the records
 */
@FunctionalInterface
public interface FilterFunction<T> extends Function {
    /** Whether the record stays. */
    boolean filter(T value) throws Exception;
}
