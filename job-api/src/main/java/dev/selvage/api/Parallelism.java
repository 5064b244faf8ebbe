package dev.selvage.api;

/** How far operators may be divided. */
final class Parallelism {
    /** As many key groups as there can be. */
    static final int LIMIT = 1 << 15;

    private static final int LEAST_MAXIMUM = 1 << 7;

    private Parallelism() {}

    /** @param what for the message, such as {@code parallelism of 'map'} */
    static int check(String what, int subtasks) {
        if (subtasks < 1 || subtasks > LIMIT) {
            throw new IllegalArgumentException("The " + what + " must be from 1 to " + LIMIT + ", but is " + subtasks
                    + "." + (subtasks == -1 ? " For the default, do not set it." : ""));
        }
        return subtasks;
    }

    /** Room to grow by half at least, in a power of two: what people of Flink are used to. */
    static int defaultMaximum(int subtasks) {
        int grown = subtasks + (subtasks + 1) / 2;
        int powerOfTwo = Integer.highestOneBit(Math.max(1, grown - 1)) << 1;
        return Math.min(LIMIT, Math.max(LEAST_MAXIMUM, powerOfTwo));
    }
}
