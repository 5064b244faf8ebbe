package dev.selvage.platform.http;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a handler answers. How long the content is, and whether the client only wanted the head, is the server's business.
 *
 * @param headers besides those that the server knows to add; values with line breaks are refused when the reply is sent
 */
public record HttpReply(int status, Map<String, String> headers, Content content) {

    /** What follows the head. */
    public sealed interface Content {}

    /** Nothing. */
    public record Nothing() implements Content {}

    /** An object as JSON; its annotations decide on names, and on what becomes of nulls. */
    public record Json(Object value) implements Content {}

    /** What is at hand already. */
    public record Bytes(String type, ByteBuffer bytes) implements Content {}

    /** A file, sent as long as it is when sending begins, and never held in memory. */
    public record File(String type, Path path) implements Content {}

    public HttpReply {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    public static HttpReply json(Object value) {
        return json(200, value);
    }

    public static HttpReply json(int status, Object value) {
        return new HttpReply(status, Map.of(), new Json(value));
    }

    /** Plain text, which no browser takes for anything else. */
    public static HttpReply text(String text) {
        return bytes("text/plain; charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static HttpReply bytes(String type, byte[] bytes) {
        return new HttpReply(200, Map.of(), new Bytes(type, ByteBuffer.wrap(bytes)));
    }

    public static HttpReply file(String type, Path path) {
        return new HttpReply(200, Map.of(), new File(type, path));
    }

    public static HttpReply empty(int status) {
        return new HttpReply(status, Map.of(), new Nothing());
    }

    /** Sends the client elsewhere with the same method and the same body. */
    public static HttpReply redirect(URI target) {
        return empty(307).withHeader("Location", target.toString());
    }

    public HttpReply withStatus(int other) {
        return new HttpReply(other, headers, content);
    }

    /** The same with one more header, or another value of it. */
    public HttpReply withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new HttpReply(status, more, content);
    }
}
