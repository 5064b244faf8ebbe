package dev.selvage.platform.http.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The server answered, and the answer is no: in its own words. */
public final class RestException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final ArrayList<String> errors;

    RestException(int status, List<String> errors) {
        super(String.join(" ", errors));
        this.status = status;
        this.errors = new ArrayList<>(errors);
    }

    public int status() {
        return status;
    }

    /** What the server said, sentence by sentence. */
    public List<String> errors() {
        return List.copyOf(errors);
    }
}
