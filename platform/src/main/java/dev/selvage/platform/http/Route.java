package dev.selvage.platform.http;

import java.util.Arrays;
import java.util.List;

/**
 * Which requests a handler answers.
 *
 * @param pattern a path such as {@code /jobs/:jobid/savepoints/:triggerid}; a place with a colon takes any one segment
 */
public record Route(String method, String pattern, HttpHandler handler) {

    public Route {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("Expected a pattern that begins with /, found " + pattern + ".");
        }
    }

    public static Route get(String pattern, HttpHandler handler) {
        return new Route("GET", pattern, handler);
    }

    public static Route post(String pattern, HttpHandler handler) {
        return new Route("POST", pattern, handler);
    }

    public static Route patch(String pattern, HttpHandler handler) {
        return new Route("PATCH", pattern, handler);
    }

    public static Route put(String pattern, HttpHandler handler) {
        return new Route("PUT", pattern, handler);
    }

    public static Route delete(String pattern, HttpHandler handler) {
        return new Route("DELETE", pattern, handler);
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }

    /** A path in its segments; one slash at its end makes no difference. */
    static List<String> segments(String path) {
        String inner = path.substring(1);
        if (inner.endsWith("/")) {
            inner = inner.substring(0, inner.length() - 1);
        }
        return inner.isEmpty() ? List.of() : Arrays.asList(inner.split("/", -1));
    }

    static boolean isParameter(String segment) {
        return segment.startsWith(":");
    }
}
