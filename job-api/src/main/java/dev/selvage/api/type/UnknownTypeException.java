package dev.selvage.api.type;

/**
 * A type was needed that neither the program nor its classes tell. Its message says which one, and how to name it.
 *
 * <pre>{@code
 * DataType<List<String>> words = DataType.unknown("a lambda keeps no type parameters");
 * try {
 *     words.require("map at WordCount.java:12");
 * } catch (UnknownTypeException e) {
 *     System.err.println(e.getMessage());
 * }
 * }</pre>
 */
public final class UnknownTypeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** With a sentence that names what is missing and what to do. */
    public UnknownTypeException(String message) {
        super(message);
    }
}
