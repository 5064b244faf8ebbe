package dev.selvage.core.simulation;

import java.util.Optional;

/**
 * What must hold after every event, whatever fails.
 *
 * @param promise what a person may rely on, in a few words
 * @param check finds nothing, or tells in a sentence what was found instead
 */
public record Invariant(String promise, Check check) {

    /** Looks at the whole simulated world; cheap, since it runs after each event. */
    public interface Check {
        Optional<String> violation();
    }
}
