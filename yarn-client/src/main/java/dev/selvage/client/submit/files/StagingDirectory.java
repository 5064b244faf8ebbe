package dev.selvage.client.submit.files;

import dev.selvage.core.launch.ContainerFile;
import dev.selvage.platform.history.ApplicationHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The directory on the shared file system that belongs to one application, and that nobody but its owner may enter. */
final class StagingDirectory {

    private final RemoteFiles remote;
    private final Path path;

    private StagingDirectory(RemoteFiles remote, Path path) {
        this.remote = remote;
        this.path = path;
    }

    /** Creates the directory; the one above it stays open, since the libraries of all applications lie there too. */
    static StagingDirectory create(RemoteFiles remote, Path path) throws IOException {
        remote.createDirectories(path.getParent(), RemoteFiles.OPEN_DIRECTORY);
        remote.createDirectories(path, RemoteFiles.OWN_DIRECTORY);
        // Here, and not where it is written to: an ApplicationMaster says nothing of who may read what it stores.
        remote.createDirectories(new Path(path.getParent(), ApplicationHistory.DIRECTORY), RemoteFiles.OWN_DIRECTORY);
        return new StagingDirectory(remote, path);
    }

    Path path() {
        return path;
    }

    /** Deletes it with all that is in it: for an application that never came to be. */
    void delete() throws IOException {
        remote.delete(path);
    }

    /** Uploads a file, which only containers of this application will see. */
    ContainerFile upload(java.nio.file.Path local, String link, boolean isArchive) throws IOException {
        Path target = new Path(path, link);
        remote.createDirectories(target.getParent(), RemoteFiles.OWN_DIRECTORY);
        remote.upload(local, target, RemoteFiles.OWN_FILE);
        return described(target, link, isArchive);
    }

    /** Uploads a directory with all that is in it, for whoever finds it by this name. */
    void uploadTree(java.nio.file.Path local, String name) throws IOException {
        try (Stream<java.nio.file.Path> files = Files.walk(local)) {
            for (java.nio.file.Path file : files.sorted().toList()) {
                String below = local.relativize(file).toString();
                Path target = below.isEmpty() ? new Path(path, name) : new Path(new Path(path, name), below);
                if (Files.isDirectory(file)) {
                    remote.createDirectories(target, RemoteFiles.OWN_DIRECTORY);
                } else {
                    remote.upload(file, target, RemoteFiles.OWN_FILE);
                }
            }
        }
    }

    /** Writes files as one archive, since each that travels by itself costs every container a round trip. */
    ContainerFile writeArchive(String name, Map<String, byte[]> files, String link) throws IOException {
        Path target = new Path(path, name);
        remote.write(
                target,
                out -> {
                    ZipOutputStream archive = new ZipOutputStream(out, StandardCharsets.UTF_8);
                    for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                        archive.putNextEntry(new ZipEntry(file.getKey()));
                        archive.write(file.getValue());
                        archive.closeEntry();
                    }
                    archive.finish();
                },
                RemoteFiles.OWN_FILE);
        return described(target, link, true);
    }

    private ContainerFile described(Path file, String link, boolean isArchive) throws IOException {
        Optional<FileStatus> status = remote.find(file);
        return RemoteFiles.described(
                status.orElseThrow(() -> new UnusableFileException(
                        "Expected " + file + ", which was just written, but found no such file.")),
                link,
                isArchive,
                false);
    }
}
