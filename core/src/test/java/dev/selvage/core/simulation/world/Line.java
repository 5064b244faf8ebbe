package dev.selvage.core.simulation.world;

import java.util.function.Consumer;

/** The way back to one life of a process. */
public interface Line<R> extends Consumer<R> {

    /** Whether the life goes on to which it leads. */
    boolean open();
}
