package dev.selvage.client.submit.files;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * A file or directory as a person has written it: a local path, or a URI of the shared file system.
 *
 * @param option where it was written
 */
record NamedFile(String text, String option, Path remote) {

    static NamedFile of(String text, String option) throws UnusableFileException {
        try {
            return new NamedFile(text, option, new Path(text));
        } catch (IllegalArgumentException e) {
            throw new UnusableFileException("Expected a path or a URI (" + option + "), but found " + text
                    + ". Write it as /a/b or hdfs://host:port/a/b.");
        }
    }

    boolean isLocal() {
        String scheme = remote.toUri().getScheme();
        return scheme == null || scheme.equals("file");
    }

    String name() {
        return remote.getName();
    }

    private java.nio.file.Path local() {
        return java.nio.file.Path.of(remote.toUri().getPath());
    }

    /** The one file that it names. */
    java.nio.file.Path localFile() throws UnusableFileException {
        if (!Files.isRegularFile(local())) {
            throw missing();
        }
        return local();
    }

    /** The file, or all files below the directory that it names, by links below its own name. */
    List<LocalFile> localFiles() throws IOException {
        if (Files.isRegularFile(local())) {
            return List.of(new LocalFile(local(), name()));
        }
        if (!Files.isDirectory(local())) {
            throw missing();
        }
        List<LocalFile> files = new ArrayList<>();
        try (Stream<java.nio.file.Path> found = Files.walk(local())) {
            found.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> files.add(new LocalFile(file, name() + "/" + local().relativize(file))));
        }
        return List.copyOf(files);
    }

    UnusableFileException missing() {
        return new UnusableFileException("Expected a file " + text + " (" + option + "), but found none"
                + (isLocal() ? " on this machine" : "") + ". Check the path.");
    }
}
