package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.UnserializableException;

/** What templates refuse with, apart from them, so that hot methods stay short. */
public final class Refusals {
    private Refusals() {}

    /** For null where a value has to be. */
    public static UnserializableException ofNull(String name) {
        return UnserializableException.ofNull(name);
    }

    /** For a value whose class has more than the declared one. */
    public static UnserializableException ofSubclass(Class<?> found, Class<?> declared) {
        return new UnserializableException(
                found,
                "a value of " + declared.getTypeName() + " itself was wanted, and what the subclass adds would be lost."
                        + " Declare the type abstract or sealed, so that the class is written with the value.",
                null);
    }

    /** For a set or map in an order that is not its elements' own. */
    public static UnserializableException ofComparator(Class<?> found) {
        return new UnserializableException(
                found,
                "it is sorted by a comparator, which would be lost. Sort by the elements' own order, or sort where it is"
                        + " read.",
                null);
    }
}
