package dev.selvage.platform.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Why a request is not done, as the client hears it: a status and a sentence. */
public final class HttpProblem extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final TreeMap<String, String> headers;

    /**
     * A problem that the client hears of word by word.
     *
     * @param status of the reply, 400 to 599
     * @param sentence what was wanted, what was found, what to do
     */
    public HttpProblem(int status, String sentence) {
        this(status, sentence, Map.of());
    }

    /** The same with headers that belong to the status. */
    public HttpProblem(int status, String sentence, Map<String, String> headers) {
        // Ordinary news for the client and none for the log: nobody reads where it was thrown.
        super(sentence, null, false, false);
        this.status = status;
        this.headers = new TreeMap<>(headers);
    }

    public int status() {
        return status;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** The form that Flink's clients know: a list of errors. */
    HttpReply reply() {
        return new HttpReply(status, headers, new HttpReply.Json(new Errors(List.of(sentence()))));
    }

    /** The body of every reply that tells of a problem. */
    record Errors(List<String> errors) {}
}
