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

    /** Set in the hash of a text that no other text has. No table looks for rows by this bit, and no key group is told by it. */
    static final long TELLING = 1L << 31;

    private static final long BELOW_TELLING = TELLING - 1;
    private static final int LETTERS_TOLD = 8;
    private static final int BITS_OF_LETTER = 7;

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

    /**
     * A text by its letters and its length. Short ones of plain letters have a hash of their own each, by which they are told
     * from others without looking at them: see {@link #TELLING}.
     */
    static long ofText(String text) {
        int length = text.length();
        if (length > LETTERS_TOLD || length == 0) {
            return ofLetters(text, length);
        }
        // As many steps for each text, since how long the next one is cannot be foreseen. The last letter comes
        // repeatedly.
        long letters = 0;
        int any = 0;
        for (int i = 0; i < LETTERS_TOLD; i++) {
            char letter = text.charAt(Math.min(i, length - 1));
            letters |= (long) letter << (BITS_OF_LETTER * i);
            any |= letter;
        }
        if (any >= 1 << BITS_OF_LETTER) {
            return ofLetters(text, length);
        }
        long taken = (1L << (BITS_OF_LETTER * length)) - 1;
        return telling((letters & taken) | (long) length << (BITS_OF_LETTER * LETTERS_TOLD));
    }

    /** The mix of a number of 63 bits, no two of which share one, around the bit that says so. */
    private static long telling(long number) {
        long x = number * FIRST & Long.MAX_VALUE;
        x = (x ^ x >>> 32) * SECOND & Long.MAX_VALUE;
        x ^= x >>> 29;
        return (x & ~BELOW_TELLING) << 1 | TELLING | (x & BELOW_TELLING);
    }

    /** Four letters at a time. */
    private static long ofLetters(String text, int length) {
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
        return of(step(hash, rest)) & ~TELLING;
    }

    private static long step(long hash, long four) {
        return Long.rotateLeft((hash ^ four) * FIRST, 29) * STEP;
    }
}
