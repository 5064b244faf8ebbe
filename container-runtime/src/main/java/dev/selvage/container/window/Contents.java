package dev.selvage.container.window;

import java.util.List;

/** What is kept of the window that the operator's store has selected: all that windows differ in by their function. */
abstract class Contents {
    /** Takes a record in; returns whether it is the first of the window. */
    abstract boolean add(Object record) throws Exception;

    abstract boolean isEmpty();

    /** What the window comes to, as its function or its readers see it. */
    abstract List<Object> result();

    /** What is kept, for {@link #merge} into another window. */
    abstract Object kept();

    /** Takes in what was kept of another window, or gathered elsewhere; returns whether it is the first of this one. */
    abstract boolean merge(Object other) throws Exception;

    abstract void clear();
}
