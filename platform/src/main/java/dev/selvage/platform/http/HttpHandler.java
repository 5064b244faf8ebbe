package dev.selvage.platform.http;

/** Answers requests of one route. Runs on the executor that the server was given, and so may block. */
@FunctionalInterface
public interface HttpHandler {

    /**
     * Answers one request. Files that came with it are gone when this returns, unless they have been moved elsewhere.
     *
     * @throws HttpProblem with what to tell the client
     * @throws Exception for anything else; the client only hears that something failed, and the log has the rest
     */
    HttpReply handle(HttpRequest request) throws Exception;
}
