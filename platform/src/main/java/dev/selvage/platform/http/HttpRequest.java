package dev.selvage.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client wants: decoded, and for the rest as the client had it, so nothing in it is to be trusted.
 *
 * @param target path and query as they came, still encoded: for whoever sends the client elsewhere
 * @param pathParameters what stands in the path at the places that the route's pattern names
 * @param query the values of each parameter, in their order
 * @param headers the values of each header, in their order, by its name in lower case
 * @param text the body, unless it is a form; empty if there is none
 * @param parts of a form ({@code multipart/form-data}), in their order
 */
public record HttpRequest(
        String method,
        String target,
        Map<String, String> pathParameters,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        String text,
        List<Part> parts) {

    /** What stands in the path at a place that the route's pattern names. */
    public String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Expected a place :" + name + " in the route's pattern, found "
                    + pathParameters.keySet() + " only.");
        }
        return value;
    }

    /** The first value of a parameter of the query. */
    public Optional<String> queryParameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The first value of a header, whose name may be spelt in any case. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** The first part of a form that has this name. */
    public Optional<Part> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    /** The body as an object; a body that is none, or says what nobody knows, is the client's problem. */
    public <T> T json(Class<T> type) throws HttpProblem {
        try {
            return JsonFormat.readKnown(text, type);
        } catch (JsonProcessingException e) {
            throw new HttpProblem(
                    400, "Expected JSON for this request in the body, but cannot read it: " + e.getOriginalMessage());
        }
    }
}
