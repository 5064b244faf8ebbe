package dev.selvage.client.submit.files;

import dev.selvage.core.launch.ContainerLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;

/**
 * The classes of the libraries as a JVM has them once it has read, checked and linked them, beside the archive of the libraries: with
 * them a process in a container starts in half the time. They fit the JVM that has kept them; any other one leaves them alone, so
 * that each kind has its own.
 */
final class ClassArchive {

    private final RemoteFiles remote;
    private final Rehearsal rehearsal;
    private final Consumer<String> tell;

    /** Has a JVM keep its classes. */
    interface Rehearsal {

        /**
         * Runs what containers will run.
         *
         * @param directory to work in: as a container's, with the libraries in it
         * @param classPath of a container, as far as it is the same for all applications
         * @param shared a directory on the shared file system for what it leaves there
         * @param kept where the classes go
         * @throws IOException with why nothing was kept
         */
        void keep(Path directory, List<String> classPath, String shared, Path kept)
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
        org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(cache, "classes-" + rehearsal.jvm() + ".jsa");
        Optional<FileStatus> found = remote.find(target);
        if (found.isEmpty() && remote.isWritable(cache)) {
            tell.accept("Classes are made ready for quick starts, once for these libraries and this Java.");
            keep(libraries, classPath, target);
            found = remote.find(target);
        }
        // An empty one says that it was tried.
        return found.filter(file -> file.getLen() > 0);
    }

    private void keep(LibraryArchive libraries, List<String> classPath, org.apache.hadoop.fs.Path target)
            throws IOException {
        Path directory = Files.createTempDirectory("selvage-rehearsal-");
        org.apache.hadoop.fs.Path shared = new org.apache.hadoop.fs.Path(target.getParent(), "." + UUID.randomUUID());
        try {
            remote.createDirectories(shared, RemoteFiles.OWN_DIRECTORY);
            libraries.unpackInto(directory.resolve(ContainerLayout.DISTRIBUTION));
            Path kept = directory.resolve(ContainerLayout.CLASSES);
            try {
                rehearsal.keep(directory, classPath, shared.toString(), kept);
            } catch (IOException e) {
                tell.accept("Expected to make classes ready, but found: " + e.getMessage()
                        + ". Processes start without, which takes each some seconds longer.");
                Files.deleteIfExists(kept);
                Files.createFile(kept);
            }
            LibraryCache.place(remote, target, out -> Files.copy(kept, out));
        } catch (InterruptedException e) {
            // The submission ends at its next step; whoever submits next tries again.
            Thread.currentThread().interrupt();
        } finally {
            delete(directory);
            remote.delete(shared);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
