package dev.selvage.api.source;

import dev.selvage.api.type.DataType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Records that a program brings along, by their places. They travel as Java objects do; a runtime that can write records of
 * any type takes them out instead and puts them back where they arrive. For those who build runtimes.
 *
 * <pre>{@code
 * List<String> again = new KeptElements<>(List.of("to", "be"), Types.STRING).elements();
 * }</pre>
 *
 * @param <T> the records
 */
public final class KeptElements<T> implements GeneratorFunction<T> {
    private static final long serialVersionUID = 1;

    private final ArrayList<T> elements;
    private final DataType<T> type;

    /** Keeps a copy of the list. */
    public KeptElements(Collection<? extends T> elements, DataType<T> type) {
        this.elements = new ArrayList<>(elements);
        this.type = type;
    }

    /** The records, in their order. */
    public List<T> elements() {
        return Collections.unmodifiableList(elements);
    }

    /** Their type. */
    public DataType<T> type() {
        return type;
    }

    @Override
    public T generate(long index) {
        return elements.get((int) index);
    }
}
