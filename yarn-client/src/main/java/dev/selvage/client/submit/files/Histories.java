package dev.selvage.client.submit.files;

import dev.selvage.platform.history.ApplicationHistory;
import dev.selvage.platform.http.JsonFormat;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** What applications that have ended have left to be read. Calls block. */
public final class Histories {

    private final RemoteFiles remote;
    private final Path directory;

    /** Those beside the staging directories that are below a parent. */
    public Histories(Configuration hadoop, Path parent) {
        this.remote = new RemoteFiles(hadoop, -1);
        this.directory = new Path(parent, ApplicationHistory.DIRECTORY);
    }

    /**
     * All of them that can be read, the newest first.
     *
     * @param unreadable is told of each other one
     */
    public List<ApplicationHistory> all(Consumer<String> unreadable) throws IOException {
        List<ApplicationHistory> found = new ArrayList<>();
        for (FileStatus file : remote.list(directory)) {
            String name = file.getPath().getName();
            Optional<String> text =
                    name.matches("application_\\d+_\\d+\\.json") ? read(file.getPath()) : Optional.empty();
            if (text.isPresent()) {
                try {
                    found.add(parsed(text.get(), file.getPath()));
                } catch (UnusableFileException e) {
                    unreadable.accept(String.valueOf(e.getMessage()));
                }
            }
        }
        found.sort(Comparator.comparingLong(ApplicationHistory::endedAtMillis).reversed());
        return found;
    }

    /** The text of one, if it is there. */
    public Optional<String> text(String id) throws IOException {
        return read(file(id));
    }

    /** The one of a text that was read. */
    public ApplicationHistory parsed(String id, String text) throws IOException {
        return parsed(text, file(id));
    }

    /** Where it would be, for a person. */
    public String place(String id) throws IOException {
        return file(id).toString();
    }

    Path file(String id) throws IOException {
        return remote.qualified(new Path(directory, ApplicationHistory.fileName(id)));
    }

    private static ApplicationHistory parsed(String text, Path file) throws UnusableFileException {
        try {
            return JsonFormat.read(text, ApplicationHistory.class);
        } catch (IOException e) {
            // What stands in the lines below it is where the parser was.
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new UnusableFileException(
                    "Expected the history of an application in " + file + ", but cannot read it: " + why
                            + ". Whoever needs it no more deletes the file; nothing else depends on it.",
                    e);
        }
    }

    private Optional<String> read(Path file) throws IOException {
        try (InputStream in = remote.open(file)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }
}
