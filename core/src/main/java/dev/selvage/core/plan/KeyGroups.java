package dev.selvage.core.plan;

/**
 * Key groups: the smallest part into which keyed state is split. There are as many as a vertex's highest parallelism, each
 * key belongs to one for good, and each subtask owns neighbouring ones. A persistent format.
 */
public final class KeyGroups {

    private KeyGroups() {}

    /** The group of a key with this hash: by the hash's upper half, so that tables inside a group may use the lower. */
    public static int of(long hash, int maxParallelism) {
        return (int) (((hash >>> 32) * maxParallelism) >>> 32);
    }

    /** The groups that a subtask owns; sizes of subtasks' ranges differ by one at most. */
    public static KeyGroupRange range(int subtask, int parallelism, int maxParallelism) {
        long first = ((long) subtask * maxParallelism + parallelism - 1) / parallelism;
        long last = ((subtask + 1L) * maxParallelism - 1) / parallelism;
        return new KeyGroupRange((int) first, (int) last);
    }

    /** The subtask that owns a group. */
    public static int subtaskOf(int keyGroup, int parallelism, int maxParallelism) {
        return (int) ((long) keyGroup * parallelism / maxParallelism);
    }
}
