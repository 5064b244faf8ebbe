package dev.selvage.client.submit.files;

import java.io.IOException;

/** A file or directory that a person has named, and that cannot be what it should be; the message is a sentence for that person. */
public final class UnusableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    UnusableFileException(String sentence) {
        super(sentence);
    }
}
