package dev.selvage.platform.leadership;

import java.io.IOException;
import java.util.Optional;

/**
 * What remembers a cluster when its JobManager dies: who leads, and what leaders have decided. Every process of the cluster
 * has one. Any thread may call; calls block.
 *
 * <p>Who may try to lead and who leads are two questions. The first is answered by whatever is quick, and may be answered
 * wrongly; the second by the epoch alone, which is taken in one step that ends the term before.
 */
public interface HighAvailabilityServices extends AutoCloseable {

    /**
     * Who leads; nothing if nobody has yet, or whoever took the lead has not said where he is. It may be a moment old: whoever
     * has seen a higher epoch goes by that.
     */
    Optional<LeaderRecord> leader() throws IOException;

    /**
     * Waits until this process may try to lead: nobody else does, as far as can be told. It is no promise, since whoever leads may
     * only be slow.
     *
     * @throws InterruptedException if the process is to end before that
     */
    void awaitTurn() throws IOException, InterruptedException;

    /** Whoever could not make use of its turn lets others have theirs, before it waits for another one. */
    default void passTurn() {}

    /**
     * Begins a term, as the last one so far. When this returns nobody who led before decides anything any more, and what they
     * had decided can be read. Nobody finds the new leader before {@link Term#announce}.
     */
    Term lead() throws IOException;

    /** Lets others have their turn at once, where this process had it. A term that it had begun stays, until another one begins. */
    @Override
    void close();
}
