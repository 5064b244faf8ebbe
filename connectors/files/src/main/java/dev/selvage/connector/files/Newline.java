package dev.selvage.connector.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line ends eight bytes at a time: the compiler does not do so by itself for a loop that may end early. */
final class Newline {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = ONES << 7;
    private static final long NEWLINES = ONES * '\n';

    private Newline() {}

    /** Where the first {@code \n} stands; below zero if there is none. */
    static int find(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long differences = (long) EIGHT.get(bytes, at) ^ NEWLINES;
            // A byte of zero borrows from its high bit. Bytes above it may look the same, so the lowest one counts.
            long zeros = (differences - ONES) & ~differences & HIGHS;
            if (zeros != 0) {
                return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }
}
