package dev.selvage.api.graph;

/**
 * What some records of a key have come to, on its way to whoever has the key.
 *
 * <pre>{@code
 * Partial<String, Long> both(Partial<String, Long> one, Partial<String, Long> other) {
 *     return new Partial<>(one.key(), one.accumulator() + other.accumulator());
 * }
 * }</pre>
 *
 * @param <K> the keys
 * @param <A> the accumulators
 */
public record Partial<K, A>(K key, A accumulator) {}
