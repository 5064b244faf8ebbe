package dev.selvage.client.submit.files;

import java.io.IOException;

/** A file or directory that cannot be what it should be; the message is a sentence for a person. */
public final class UnusableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    UnusableFileException(String sentence) {
        super(sentence);
    }

    UnusableFileException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
