package dev.selvage.platform.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the route of a request. A path is looked up segment by segment, and what a pattern spells out goes before what it leaves
 * open, from the left: {@code /jobs/overview} before {@code /jobs/:jobid}. Immutable.
 */
public final class Router {

    /** What Flink's clients may put before each path; there is no other version. */
    private static final String VERSION = "v1";

    /** The most literal ones first. There are some eighty at most: looking at each costs less than explaining a tree. */
    private final List<Entry> entries;

    private record Entry(Route route, List<String> segments) {

        /** Equal for patterns that match the same paths, and in the order in which they are to be looked at. */
        String shape() {
            return segments.stream()
                    .map(segment -> Route.isParameter(segment) ? "1" : "0" + segment)
                    .collect(Collectors.joining("/"));
        }

        boolean matches(List<String> path) {
            if (path.size() != segments.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                String wanted = segments.get(i);
                boolean fits = Route.isParameter(wanted)
                        ? !path.get(i).isEmpty()
                        : path.get(i).equals(wanted);
                if (!fits) {
                    return false;
                }
            }
            return true;
        }

        Map<String, String> parameters(List<String> path) {
            Map<String, String> found = new LinkedHashMap<>();
            for (int i = 0; i < path.size(); i++) {
                if (Route.isParameter(segments.get(i))) {
                    found.put(segments.get(i).substring(1), path.get(i));
                }
            }
            return found;
        }
    }

    /** A route, and what stands in the path at the places that it names. */
    record Match(Route route, Map<String, String> parameters) {}

    public Router(List<Route> routes) {
        this.entries = routes.stream()
                .map(route -> new Entry(route, Route.segments(route.pattern())))
                .sorted(Comparator.comparing(Entry::shape))
                .toList();
        Set<String> seen = new HashSet<>();
        for (Entry entry : entries) {
            if (!seen.add(entry.route().method() + " " + entry.shape())) {
                throw new IllegalArgumentException(
                        "Expected one route for each method and path, found a second one: " + entry.route() + ".");
            }
        }
    }

    /**
     * The route for a request.
     *
     * @param path the decoded segments
     * @throws HttpProblem if there is no such path, or none for this method
     */
    Match find(String method, List<String> path) throws HttpProblem {
        List<String> unversioned = !path.isEmpty() && path.get(0).equals(VERSION) ? path.subList(1, path.size()) : path;
        List<Entry> matching = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.matches(unversioned)) {
                matching.add(entry);
            }
        }
        if (matching.isEmpty()) {
            throw new HttpProblem(404, "Expected a path of this REST interface, found none of its paths.");
        }
        Set<String> methods = new TreeSet<>();
        for (Entry entry : matching) {
            String offered = entry.route().method();
            // Whoever wants the head alone asks like somebody who wants all of it.
            if (offered.equals(method) || (offered.equals("GET") && method.equals("HEAD"))) {
                return new Match(entry.route(), entry.parameters(unversioned));
            }
            methods.add(offered);
            if (offered.equals("GET")) {
                methods.add("HEAD");
            }
        }
        String allowed = String.join(", ", methods);
        throw new HttpProblem(
                405, "Expected one of the methods " + allowed + " for this path.", Map.of("Allow", allowed));
    }
}
