package dev.selvage.container.job;

import java.io.Serializable;

/**
 * The one type of record that random jobs have.
 *
 * @param value at least zero, so that sums only grow
 * @param at when it happened, if timestamps are to be told from records
 */
public record Item(long key, long value, long at) implements Serializable {

    private static final long PRIME = 1_000_003;

    /** An item of a group of keys, whose value follows from any number, and whose time follows from its value. */
    static Item of(long group, long number) {
        long value = Math.floorMod(number, PRIME);
        return new Item(group, value, value % 1000);
    }

    /** Another item, as if by chance, but always the same. */
    Item scrambled(long salt) {
        long hash = hash(salt);
        return new Item(Math.floorMod(hash, 11), Math.floorMod(hash >>> 7, PRIME), at);
    }

    /** The same item, but for its value. */
    Item plus(long number) {
        return new Item(key, Math.floorMod(value + number, PRIME), at);
    }

    /** A number that follows from everything in it. */
    long hash(long salt) {
        return mix(mix(mix(salt + key) + value) + at);
    }

    /** Spreads numbers over all numbers. */
    static long mix(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
