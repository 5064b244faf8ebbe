package dev.selvage.platform.http;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What an HTTP server takes upon itself, so that no client costs it more.
 *
 * @param longestRequest the most bytes that a body may have, with all files in it ({@code rest.server.max-content-length})
 * @param longestText the most bytes of a body that is no form, since it is kept in memory
 * @param mostConnections at a time; others wait to be accepted
 * @param stillness how long nothing may move on a connection that the client has to move: a request that does not come, or a
 *     reply that is not read
 * @param patience how long requests under way may take when the server is closed
 * @param uploads the directory for files that come with requests; theirs alone
 */
public record HttpSettings(
        long longestRequest,
        int longestText,
        int mostConnections,
        Duration stillness,
        Duration patience,
        Path uploads) {

    /** The usual bounds: at most 64 MB of memory for bodies, whoever sends them. */
    public static HttpSettings of(long longestRequest, Path uploads) {
        return new HttpSettings(longestRequest, 256 << 10, 256, Duration.ofMinutes(1), Duration.ofSeconds(5), uploads);
    }

    /** The same with another bound on connections. */
    public HttpSettings withMostConnections(int most) {
        return new HttpSettings(longestRequest, longestText, most, stillness, patience, uploads);
    }

    /** The same with another bound on stillness. */
    public HttpSettings withStillness(Duration longest) {
        return new HttpSettings(longestRequest, longestText, mostConnections, longest, patience, uploads);
    }

    /** The same with more or less patience. */
    public HttpSettings withPatience(Duration longest) {
        return new HttpSettings(longestRequest, longestText, mostConnections, stillness, longest, uploads);
    }
}
