package dev.selvage.api.source;

import java.io.Serializable;

/**
 * Makes the record of a number: the same one each time.
 *
 * <pre>{@code
 * GeneratorFunction<String> names = index -> "user-" + index % 100;
 * }</pre>
 *
 * @param <T> the records
 */
@FunctionalInterface
public interface GeneratorFunction<T> extends Serializable {
    /** The record of a number. */
    T generate(long index) throws Exception;
}
