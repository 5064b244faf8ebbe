package dev.selvage.container.program;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;

/**
 * Ends a thread of a program that has called {@code System.exit()}, where that is not to end the process. The classes of a program
 * call {@link #exit} in place of it.
 */
public final class ProgramExit extends Error {

    private static final long serialVersionUID = 1L;

    private static final InheritableThreadLocal<Optional<IntConsumer>> LISTENER = new InheritableThreadLocal<>() {
        @Override
        protected Optional<IntConsumer> initialValue() {
            return Optional.empty();
        }
    };

    private ProgramExit(int status) {
        super("System.exit(" + status + ") was called");
    }

    /** Calls a program; if it wants to exit, on this thread or one begun by it, the listener is told. */
    public static void call(Callable<?> program, IntConsumer listener) throws Exception {
        Optional<IntConsumer> before = LISTENER.get();
        LISTENER.set(Optional.of(listener));
        try {
            program.call();
        } finally {
            LISTENER.set(before);
        }
    }

    /** What a program's {@code System.exit()} comes to; what is thrown is no exception, which a program might catch. */
    public static void exit(int status) {
        Optional<IntConsumer> listener = LISTENER.get();
        if (listener.isEmpty()) {
            System.exit(status);
        }
        listener.ifPresent(told -> told.accept(status));
        throw new ProgramExit(status);
    }
}
