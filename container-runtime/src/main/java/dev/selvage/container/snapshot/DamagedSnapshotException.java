package dev.selvage.container.snapshot;

import java.io.Serial;

/**
 * A snapshot that a checkpoint names is not there, or is not what was written: reading it again leads nowhere. The message says
 * which it is, what was wanted, and what was found. Storage that does not answer is another matter.
 */
public final class DamagedSnapshotException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    DamagedSnapshotException(String sentence) {
        super(sentence);
    }

    DamagedSnapshotException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
