package dev.selvage.jobmanager;

import java.io.IOException;

/** A JobManager cannot listen where its configuration says: nothing that passes by itself. */
public final class NoPlaceException extends IOException {
    private static final long serialVersionUID = 1;

    NoPlaceException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
