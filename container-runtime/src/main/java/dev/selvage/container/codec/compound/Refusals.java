package dev.selvage.container.codec.compound;

/** The sentences with which templates refuse, apart from them, so that hot methods stay short. */
final class Refusals {
    private Refusals() {}

    static String ofNull(String name) {
        return "Wanted a value of " + name + ", found null: an element of a stream, and a record that another one does"
                + " not hold, may not be null. Leave it out, or wrap it in an Optional.";
    }

    static String ofSubclass(Class<?> found, Class<?> declared) {
        return "Wanted a value of " + declared.getTypeName() + " itself, found the subclass " + found.getTypeName()
                + ", whose own fields would be lost: declare the type abstract or sealed, so that the class is written"
                + " with the value.";
    }
}
