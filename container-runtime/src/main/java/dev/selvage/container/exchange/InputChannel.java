package dev.selvage.container.exchange;

import org.jspecify.annotations.Nullable;

/** The consumer's end of a channel: only the consuming task calls it. */
public interface InputChannel {
    /** The next element, or null if there is none yet. Taking it gives its producer room for another. */
    @Nullable
    Element poll();

    /** Whether {@link #poll} would return null. */
    boolean isEmpty();
}
