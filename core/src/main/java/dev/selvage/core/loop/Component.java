package dev.selvage.core.loop;

import java.util.List;

/**
 * Something that decides: messages in, actions out. Driven by one loop, real or simulated, and by nothing else, so it
 * needs no lock. What came of an action is told by a later message.
 *
 * @param <M> what it can be told, a sealed family
 * @param <A> what it can want done, a sealed family
 */
public interface Component<M, A> {

    /** {@link #wakeAtMillis()} of a component that waits for messages only. */
    long NEVER = Long.MAX_VALUE;

    /** Takes one message and decides what is to be done, in order. */
    List<A> onMessage(M message, Turn turn);

    /**
     * The time asked for has come. Also the first turn of all, whatever it asks for and whatever waits in its inbox: so a
     * component begins in one place, before it hears anything.
     */
    List<A> onWake(Turn turn);

    /**
     * When it wants to be woken though no message comes. Asked after each turn, so a deadline is plain data of the
     * component: nothing is armed, cancelled, or fires late for a past that no longer matters.
     */
    long wakeAtMillis();
}
