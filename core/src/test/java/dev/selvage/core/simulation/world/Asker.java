package dev.selvage.core.simulation.world;

import dev.selvage.core.loop.Inbox;
import dev.selvage.core.simulation.SimulatedProcess;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A process that asks a part of the world for something, and how the replies read in its own words. Each part takes
 * {@link #line()} when it is asked, so that what it replies reaches the life that asked and dies with it.
 */
public final class Asker<R> {

    private final SimulatedProcess<?, ?> process;
    private final Supplier<Line<R>> lines;

    private Asker(SimulatedProcess<?, ?> process, Supplier<Line<R>> lines) {
        this.process = process;
        this.lines = lines;
    }

    /** May be kept: it stands for whatever life of the process asks. */
    public static <M, R> Asker<R> of(SimulatedProcess<M, ?> process, Function<? super R, ? extends M> words) {
        return new Asker<>(process, () -> lineTo(process, words));
    }

    private static <M, R> Line<R> lineTo(SimulatedProcess<M, ?> process, Function<? super R, ? extends M> words) {
        Inbox<M> inbox = process.inboxOfThisLife();
        int asking = process.life();
        return new Line<>() {
            @Override
            public void accept(R reply) {
                inbox.put(words.apply(reply));
            }

            @Override
            public boolean open() {
                return process.life() == asking;
            }
        };
    }

    public SimulatedProcess<?, ?> process() {
        return process;
    }

    /** The way back to the life that asks now. */
    public Line<R> line() {
        return lines.get();
    }
}
