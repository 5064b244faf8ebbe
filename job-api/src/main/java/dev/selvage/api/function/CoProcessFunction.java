package dev.selvage.api.function;

/**
 * Sees the records of two streams in one place.
 *
 * <pre>{@code
 * class Both implements CoProcessFunction<Long, String, String> {
 *     public void processElement1(Long value, ProcessFunction.Context context, Collector<String> out) {
 *         out.collect("number " + value);
 *     }
 *
 *     public void processElement2(String value, ProcessFunction.Context context, Collector<String> out) {
 *         out.collect("word " + value);
 *     }
 * }
 * }</pre>
 *
 * @param <A> records of the first stream
 * @param <B> records of the second
 * @param <O> what goes out
 */
public interface CoProcessFunction<A, B, O> extends Function {
    /** Handles a record of the first stream. */
    void processElement1(A value, ProcessFunction.Context context, Collector<O> out) throws Exception;

    /** Handles a record of the second stream. */
    void processElement2(B value, ProcessFunction.Context context, Collector<O> out) throws Exception;
}
