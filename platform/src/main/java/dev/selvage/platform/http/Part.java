package dev.selvage.platform.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One part of a form that was sent. It lies in a file with a name of our own, until its request is done.
 *
 * @param fileName what the client calls it: a plain name without directories, but still the client's choice
 * @param size in bytes
 */
public record Part(String name, Optional<String> fileName, String contentType, long size, Path file) {

    private static final int LONGEST_TEXT = 256 << 10;

    /** What is in it, for a field of the form that is no file. */
    public String text() throws HttpProblem, IOException {
        if (size > LONGEST_TEXT) {
            throw new HttpProblem(
                    413,
                    "Expected at most " + LONGEST_TEXT + " bytes of text in the part " + name + ", found " + size
                            + ".");
        }
        return Files.readString(file);
    }
}
