package dev.selvage.core.checkpoint;

/**
 * A list that an operator's subtask kept, as a snapshot holds it.
 *
 * @param entries how many, so that they can be dealt out anew without being read
 */
public record ListState(String name, Spread spread, int entries) {

    /** What each subtask gets of all subtasks' entries when the job is restored. */
    public enum Spread {
        /** A share of them. */
        SPLIT,
        /** All of them. */
        UNION,
        /** Those of one subtask, since all have the same. */
        BROADCAST
    }
}
