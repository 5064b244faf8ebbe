package dev.selvage.core.simulation.world;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.Simulation;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A file system behind a network: each request takes a while, and may fail before it did anything, after it did all, or
 * with all still to come. Whoever asks cannot tell them apart, and a request whose asker died may still be carried out.
 */
public final class SimulatedStorage {

    private static final long TYPICAL_MICROS = 2_000;
    /** How long somebody who hears nothing waits, at most. */
    private static final long PATIENCE_MICROS = 2_000_000;
    /** How long a request may lie somewhere after its asker has given it up. */
    private static final long LATEST_MICROS = 10_000_000;

    private final Simulation simulation;
    private final Cuts cuts;
    private final SplittableRandom random;
    private final FileModel files = new FileModel();

    /** What can be asked of it. */
    public sealed interface Request {
        /** Makes a directory and those above it. */
        record CreateDirectories(String path) implements Request {}

        /** Makes a whole file. */
        record Create(String path, String content) implements Request {}

        /** Moves a file or a directory. */
        record Rename(String from, String to) implements Request {}

        /** Removes a file or an empty directory. */
        record Delete(String path) implements Request {}

        /** Removes a file or a directory with all in it. */
        record DeleteTree(String path) implements Request {}

        /** Reads a whole file. */
        record Read(String path) implements Request {}

        /** Lists a directory. */
        record ListNames(String path) implements Request {}
    }

    /** What it answers. */
    public sealed interface Reply {
        /** The request came to this outcome. */
        record Came(FileModel.Outcome outcome) implements Reply {}

        /** What stands in the file, or nothing if it is not there. */
        record Content(Optional<String> content) implements Reply {}

        /** What is in the directory, or nothing if it is not there. */
        record Names(Optional<List<String>> names) implements Reply {}

        /** Nobody knows: it was done, or it was not. */
        record Unknown() implements Reply {}
    }

    public SimulatedStorage(Simulation simulation, Cuts cuts) {
        this.simulation = simulation;
        this.cuts = cuts;
        this.random = simulation.random("storage");
    }

    /** The files as they are now, for invariants. */
    public FileModel files() {
        return files;
    }

    public void submit(Asker<Reply> asker, Request request) {
        Consumer<Reply> answer = asker.line();
        String name = asker.process().name();
        long delay = 1 + random.nextLong(2 * TYPICAL_MICROS);
        delay = simulation.faults().strikes(Faults.Kind.DELAY) ? delay * 100 : delay;
        if (!cuts.open(name, Cuts.STORAGE)) {
            giveUp(name, request, answer);
            return;
        }
        if (simulation.faults().strikes(Faults.Kind.WRITE_LOST)) {
            simulation.after(delay, "lost", name, request, () -> answer.accept(new Reply.Unknown()));
            return;
        }
        if (simulation.faults().strikes(Faults.Kind.LATE_WRITE)) {
            simulation.after(delay, "given-up", name, request, () -> answer.accept(new Reply.Unknown()));
            long late = simulation.faults().chance(Faults.Kind.LATE_WRITE).nextLong(LATEST_MICROS);
            simulation.after(delay + late, "late", name, request, () -> carriedOut(request));
            return;
        }
        simulation.after(delay, "storage", name, request, () -> {
            Reply reply = carriedOut(request);
            if (cuts.open(Cuts.STORAGE, name)) {
                answer.accept(simulation.faults().strikes(Faults.Kind.REPLY_LOST) ? new Reply.Unknown() : reply);
            } else {
                giveUp(name, request, answer);
            }
        });
    }

    private void giveUp(String name, Request request, Consumer<Reply> answer) {
        simulation.after(
                random.nextLong(PATIENCE_MICROS), "timeout", name, request, () -> answer.accept(new Reply.Unknown()));
    }

    private Reply carriedOut(Request request) {
        if (request instanceof Request.CreateDirectories it) {
            return new Reply.Came(files.createDirectories(it.path()));
        } else if (request instanceof Request.Create it) {
            return new Reply.Came(files.create(it.path(), it.content()));
        } else if (request instanceof Request.Rename it) {
            return new Reply.Came(files.rename(it.from(), it.to()));
        } else if (request instanceof Request.Delete it) {
            return new Reply.Came(files.delete(it.path()));
        } else if (request instanceof Request.DeleteTree it) {
            return new Reply.Came(files.deleteTree(it.path()));
        } else if (request instanceof Request.Read it) {
            return new Reply.Content(files.read(it.path()));
        } else if (request instanceof Request.ListNames it) {
            return new Reply.Names(files.list(it.path()));
        }
        throw new IllegalStateException("an unknown request: " + request);
    }
}
