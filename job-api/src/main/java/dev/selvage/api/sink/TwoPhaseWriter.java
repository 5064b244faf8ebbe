package dev.selvage.api.sink;

import java.util.List;

/**
 * A writer whose records stay hidden until they are committed.
 *
 * <pre>{@code
 * class Lines implements TwoPhaseWriter<String, List<String>> {
 *     private final List<String> open = new ArrayList<>();
 *
 *     public void write(String line, long timestamp) {
 *         open.add(line);
 *     }
 *
 *     public List<List<String>> prepareCommit() {
 *         List<String> transaction = List.copyOf(open);
 *         open.clear();
 *         return List.of(transaction);
 *     }
 * }
 * }</pre>
 *
 * @param <T> the records
 * @param <C> what names a transaction
 */
public interface TwoPhaseWriter<T, C> extends SinkWriter<T> {
    /**
     * Ends what was written since the last call, so that it survives the loss of this process and waits for its commit.
     *
     * @return what names it; empty if nothing was written
     */
    List<C> prepareCommit() throws Exception;
}
