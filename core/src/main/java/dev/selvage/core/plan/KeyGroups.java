package dev.selvage.core.plan;

/**
 * Which key group a key belongs to, and which subtask a key group. The number of key groups is the maximum parallelism and
 * never changes for a job's state, whose files are cut along them: a format that lasts.
 */
public final class KeyGroups {
    /** The most that a job may have. */
    public static final int MOST = 1 << 15;

    private KeyGroups() {}

    /** The group of a key: the upper half of its hash as a fraction of all groups. Tables use the lower half. */
    public static int of(long hash, int maxParallelism) {
        return (int) (((hash >>> Integer.SIZE) * maxParallelism) >>> Integer.SIZE);
    }

    /** The groups of one subtask: contiguous, and at most one more than any other's. */
    public static KeyGroupRange range(int subtask, int parallelism, int maxParallelism) {
        check(parallelism, maxParallelism);
        if (subtask < 0 || subtask >= parallelism) {
            throw new IllegalArgumentException(
                    "expected a subtask below the parallelism " + parallelism + ", but found " + subtask);
        }
        return new KeyGroupRange(
                first(subtask, parallelism, maxParallelism), first(subtask + 1, parallelism, maxParallelism));
    }

    /** The subtask whose range has this group. */
    public static int subtask(int group, int parallelism, int maxParallelism) {
        return (int) ((long) group * parallelism / maxParallelism);
    }

    /** The least group that {@link #subtask} gives to it. */
    private static int first(int subtask, int parallelism, int maxParallelism) {
        return (int) (((long) subtask * maxParallelism + parallelism - 1) / parallelism);
    }

    private static void check(int parallelism, int maxParallelism) {
        if (maxParallelism < 1 || maxParallelism > MOST) {
            throw new IllegalArgumentException(
                    "expected a maximum parallelism between 1 and " + MOST + ", but found " + maxParallelism);
        }
        if (parallelism < 1 || parallelism > maxParallelism) {
            throw new IllegalArgumentException("expected a parallelism between 1 and the maximum parallelism "
                    + maxParallelism + ", but found " + parallelism);
        }
    }
}
