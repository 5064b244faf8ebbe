package dev.selvage.container.codec.key;

/** Arithmetic of hashes. Each number here is part of a format that lasts. */
final class Mix {
    /** The golden ratio, as in SplitMix64: keeps zero from staying zero. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private static final long FIRST = 0xBF58476D1CE4E5B9L;
    private static final long SECOND = 0x94D049BB133111EBL;
    /** The inverses of the two above, modulo 2 to the 64th. */
    private static final long UNDO_FIRST = 0x96DE1B173F119089L;

    private static final long UNDO_SECOND = 0x319642B2D24D8EC3L;

    private Mix() {}

    /** Every bit of the number moves every bit of the result; no two numbers share one. */
    static long of(long number) {
        long x = number + STEP;
        x = (x ^ (x >>> 30)) * FIRST;
        x = (x ^ (x >>> 27)) * SECOND;
        return x ^ (x >>> 31);
    }

    /** The number whose mix this is. */
    static long undo(long mixed) {
        long x = mixed ^ (mixed >>> 31) ^ (mixed >>> 62);
        x *= UNDO_SECOND;
        x = x ^ (x >>> 27) ^ (x >>> 54);
        x *= UNDO_FIRST;
        x = x ^ (x >>> 30) ^ (x >>> 60);
        return x - STEP;
    }

    /** What was there so far, then a part: the order counts. */
    static long join(long sofar, long part) {
        return of(Long.rotateLeft(sofar, 23) * FIRST ^ part);
    }

    /** A text by its letters, four at a time, and its length. */
    static long ofText(String text) {
        int length = text.length();
        long hash = length * SECOND;
        int at = 0;
        for (; at + 4 <= length; at += 4) {
            long four = text.charAt(at)
                    | (long) text.charAt(at + 1) << 16
                    | (long) text.charAt(at + 2) << 32
                    | (long) text.charAt(at + 3) << 48;
            hash = step(hash, four);
        }
        long rest = 0;
        for (int shift = 0; at < length; at++, shift += 16) {
            rest |= (long) text.charAt(at) << shift;
        }
        return of(step(hash, rest));
    }

    private static long step(long hash, long four) {
        return Long.rotateLeft((hash ^ four) * FIRST, 29) * STEP;
    }
}
