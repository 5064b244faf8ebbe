package dev.selvage.platform.storage;

import java.io.IOException;
import java.util.Optional;

/**
 * The file system answered, and the answer is no: nothing was changed. Every other {@link IOException} of a change means
 * that nobody knows whether it took place: look again before you decide anything.
 */
public final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What stood in the way. */
    public enum Reason {
        /** Something stands at the target already. */
        EXISTS("Expected nothing at %s, but found something there. Nothing was changed."),
        /** The source, or the directory that should hold the target, is not there. */
        MISSING("Expected %s, but found no such place. Nothing was changed."),
        /** A directory that still holds something. */
        NOT_EMPTY("Expected a file or an empty directory at %s, but found a full one. Nothing was changed.");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }
    }

    private RefusedException(Reason reason, String place, Optional<IOException> cause) {
        super(reason.sentence.formatted(place), cause.orElse(null));
        this.reason = reason;
    }

    static RefusedException exists(StoragePath target) {
        return new RefusedException(Reason.EXISTS, target.toString(), Optional.empty());
    }

    /** Something that has to be there is not: say all of it, because file systems do not say which. */
    static RefusedException missing(String wanted, IOException cause) {
        return new RefusedException(Reason.MISSING, wanted, Optional.of(cause));
    }

    static RefusedException notEmpty(StoragePath directory) {
        return new RefusedException(Reason.NOT_EMPTY, directory.toString(), Optional.empty());
    }

    public Reason reason() {
        return reason;
    }
}
