package dev.selvage.api.function;

/**
 * Gathers records into an accumulator, and makes a result of it.
 *
 * <pre>{@code
 * class Mean implements AggregateFunction<Double, Mean.SumAndCount, Double> {
 *     record SumAndCount(double sum, long count) {}
 *
 *     public SumAndCount createAccumulator() {
 *         return new SumAndCount(0, 0);
 *     }
 *
 *     public SumAndCount add(Double value, SumAndCount so) {
 *         return new SumAndCount(so.sum() + value, so.count() + 1);
 *     }
 *
 *     public Double getResult(SumAndCount so) {
 *         return so.sum() / so.count();
 *     }
 *
 *     public SumAndCount merge(SumAndCount one, SumAndCount other) {
 *         return new SumAndCount(one.sum() + other.sum(), one.count() + other.count());
 *     }
 * }
 * }</pre>
 *
 * @param <I> the records
 * @param <A> the accumulator; may be changed in place by {@link #add} and returned
 * @param <O> the result
 */
public interface AggregateFunction<I, A, O> extends Function {
    /** An accumulator that has seen nothing. */
    A createAccumulator();

    /** The accumulator with one more record. */
    A add(I value, A accumulator);

    /**
     * What the accumulator comes to; that may go on gathering afterwards. The result may be the accumulator itself, but if it is
     * another object then nothing that changes in place may be part of both.
     */
    O getResult(A accumulator);

    /** Two accumulators in one: those of two sessions that a record joins, or of two senders. It may be either, changed in place. */
    A merge(A one, A other);
}
