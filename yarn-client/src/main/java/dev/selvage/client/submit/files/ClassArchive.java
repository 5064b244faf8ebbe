package dev.selvage.client.submit.files;

import dev.selvage.core.launch.ContainerLayout;
import dev.selvage.platform.storage.LocalFileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;

/**
 * The classes of the libraries as a JVM has them once it has read, checked and linked them, beside the archive of the libraries: with
 * them a process in a container starts in half the time. They fit the JVM that has kept them; any other one leaves them alone, so
 * that each kind has its own.
 */
final class ClassArchive {

    /** What is wrong with one client or one machine is not to be what all do without for ever. */
    private static final Duration BETWEEN_FAILURES = Duration.ofDays(1);

    private final RemoteFiles remote;
    private final Rehearsal rehearsal;
    private final Consumer<String> tell;

    /** Has a JVM keep its classes. */
    interface Rehearsal {

        /**
         * Runs what containers will run; returns why nothing was kept, if nothing was.
         *
         * @param directory to work in: as a container's, with the libraries in it; deleted if this process is ended meanwhile
         * @param classPath of a container, as far as it is the same for all applications
         * @param shared a directory on the shared file system for what it leaves there
         * @param kept where the classes go
         */
        Optional<String> keep(Path directory, List<String> classPath, String shared, Path kept)
                throws IOException, InterruptedException;

        /** Of the JVM that keeps them. */
        String jvm();
    }

    /** {@code tell} takes a sentence for a person. */
    ClassArchive(RemoteFiles remote, Rehearsal rehearsal, Consumer<String> tell) {
        this.remote = remote;
        this.rehearsal = rehearsal;
        this.tell = tell;
    }

    /** The classes, kept now if nobody has tried before; nothing if that fails, or there is no right to leave them in the cache. */
    Optional<FileStatus> provide(LibraryArchive libraries, List<String> classPath, org.apache.hadoop.fs.Path cache)
            throws IOException {
        Optional<FileStatus> there = kept(cache);
        org.apache.hadoop.fs.Path failed = new org.apache.hadoop.fs.Path(cache, prefix() + ".failed");
        if (there.isPresent() || hasFailedOfLate(failed) || !remote.isWritable(cache)) {
            return there;
        }
        tell.accept("Classes are made ready for quick starts, once for these libraries and this Java.");
        try {
            keep(libraries, classPath, cache, failed);
        } catch (IOException e) {
            // Such as a full disk here, which is no reason not to submit, nor for others not to try.
            tellOf(e.toString(), "the next submission tries again");
        }
        return kept(cache);
    }

    private String prefix() {
        return "classes-" + rehearsal.jvm();
    }

    /** One whose length is the one in its name: a JVM that is given half of its classes aborts. */
    private Optional<FileStatus> kept(org.apache.hadoop.fs.Path cache) throws IOException {
        return remote.list(cache).stream()
                .filter(file -> file.getPath().getName().equals(prefix() + "-" + file.getLen() + ".jsa"))
                .min(Comparator.comparing(file -> file.getPath().getName()));
    }

    private boolean hasFailedOfLate(org.apache.hadoop.fs.Path failed) throws IOException {
        return remote.find(failed)
                .filter(file -> System.currentTimeMillis() - file.getModificationTime() < BETWEEN_FAILURES.toMillis())
                .isPresent();
    }

    private void tellOf(String found, String then) {
        tell.accept("Expected to make classes ready, but found: " + found
                + ". Processes start without, which takes each some seconds longer; " + then + ".");
    }

    private void keep(
            LibraryArchive libraries,
            List<String> classPath,
            org.apache.hadoop.fs.Path cache,
            org.apache.hadoop.fs.Path failed)
            throws IOException {
        Path directory = Files.createTempDirectory("selvage-rehearsal-");
        org.apache.hadoop.fs.Path shared = new org.apache.hadoop.fs.Path(cache, "." + UUID.randomUUID());
        try {
            remote.createDirectories(shared, RemoteFiles.OWN_DIRECTORY);
            libraries.unpackInto(directory.resolve(ContainerLayout.DISTRIBUTION));
            Path kept = directory.resolve(ContainerLayout.CLASSES);
            Optional<String> problem = rehearsal.keep(directory, classPath, shared.toString(), kept);
            remote.delete(failed);
            if (problem.isPresent()) {
                LibraryCache.place(remote, failed, out -> {});
                tellOf(problem.get(), "it is tried again in a day, or once " + failed + " is deleted");
            } else {
                // Whatever has this name, and not its length, is of no use to anybody.
                org.apache.hadoop.fs.Path target =
                        new org.apache.hadoop.fs.Path(cache, prefix() + "-" + Files.size(kept) + ".jsa");
                remote.delete(target);
                LibraryCache.place(remote, target, out -> Files.copy(kept, out));
            }
        } catch (InterruptedException e) {
            // The submission ends at its next step; whoever submits next tries again.
            Thread.currentThread().interrupt();
        } finally {
            LocalFileStorage.deleteTree(directory);
            remote.delete(shared);
        }
    }
}
