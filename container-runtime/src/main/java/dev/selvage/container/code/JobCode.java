package dev.selvage.container.code;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The copies of templates that one job runs: one for each place in its graph, shared by the subtasks that stand there. Any
 * thread.
 */
public final class JobCode {
    private final ConcurrentHashMap<Place, Template.Copy<?>> copies = new ConcurrentHashMap<>();

    /** Where a copy belongs: what there is only once in a job, and which template it is a copy of. */
    private record Place(Object where, Template<?> template) {}

    /** An instance of the copy that belongs to a place; the first one there makes the copy. */
    @SuppressWarnings("unchecked") // The copy of a template of T makes instances of T.
    public <T> T make(Object where, Template<T> template, @Nullable Object... arguments) {
        Place place = new Place(where, template);
        return (T) copies.computeIfAbsent(place, absent -> template.copy()).make(arguments);
    }
}
