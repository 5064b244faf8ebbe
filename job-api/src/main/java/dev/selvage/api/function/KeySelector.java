package dev.selvage.api.function;

/**
 * Tells which key a record belongs to. The same record must always have the same key.
 *
 * <pre>{@code
 * KeySelector<String, Character> firstLetter = word -> word.charAt(0);
 * }</pre>
 *
 * @param <T> the records
 * @param <K> the keys: strings, whole numbers, enums, dates and times, records of these, and a few more
 */
@FunctionalInterface
public interface KeySelector<T, K> extends Function {
    /** The key of a record; never null. */
    K getKey(T value) throws Exception;
}
