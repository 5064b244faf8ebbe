package dev.selvage.platform.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the head of a request says, decoded.
 *
 * @param target path and query as they came
 * @param path its segments
 * @param headers by names in lower case
 * @param length of the body in bytes; -1 if the head does not say
 * @param keepAlive whether the client wants the connection to last
 * @param awaitsContinue whether the client sends the body only when told to go on
 */
record RequestHead(
        String method,
        String target,
        List<String> path,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        long length,
        boolean keepAlive,
        boolean awaitsContinue) {

    private static final int MOST_PARAMETERS = 1024;

    /** Netty's decoder has refused what is no HTTP; this refuses what it leaves to its users. */
    static RequestHead of(io.netty.handler.codec.http.HttpRequest message) throws HttpProblem {
        HttpHeaders headers = message.headers();
        boolean current = message.protocolVersion().equals(HttpVersion.HTTP_1_1);
        if (!current && !message.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            throw new HttpProblem(505, "Expected HTTP/1.1 or 1.0, found " + message.protocolVersion() + ".");
        }
        if (current && headers.getAll(HttpHeaderNames.HOST).size() != 1) {
            throw new HttpProblem(400, "Expected one Host header.");
        }
        // Where a proxy and we disagree on what a coding means, we disagree on where the request ends.
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.size() > 1 || !codings.stream().allMatch(HttpHeaderValues.CHUNKED::contentEqualsIgnoreCase)) {
            throw new HttpProblem(501, "Expected no transfer coding but chunked.");
        }
        String target = message.uri();
        if (!target.startsWith("/")) {
            throw new HttpProblem(400, "Expected a target that begins with /.");
        }
        try {
            QueryStringDecoder decoder =
                    new QueryStringDecoder(target, StandardCharsets.UTF_8, true, MOST_PARAMETERS, true);
            return new RequestHead(
                    message.method().name(),
                    target,
                    Route.segments(decoder.rawPath()).stream()
                            .map(RequestHead::decodeSegment)
                            .toList(),
                    decoder.parameters(),
                    byName(headers),
                    HttpUtil.getContentLength(message, -1L),
                    current && HttpUtil.isKeepAlive(message),
                    HttpUtil.is100ContinueExpected(message));
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(400, "Expected a target whose percent signs are each followed by two hex digits.");
        }
    }

    /** In a path, unlike in a query, a plus is a plus. */
    private static String decodeSegment(String segment) {
        return QueryStringDecoder.decodeComponent(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> byName(HttpHeaders headers) {
        Map<String, List<String>> byName = new TreeMap<>();
        for (Map.Entry<String, String> header : headers) {
            byName.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        return byName;
    }

    HeaderParameters contentType() {
        return new HeaderParameters(
                headers.getOrDefault("content-type", List.of("")).get(0));
    }

    boolean isHead() {
        return method.equals("HEAD");
    }
}
