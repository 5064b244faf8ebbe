package dev.selvage.core.simulation.world;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a file system does when nothing fails: a tree of directories and whole files. Platform's contract test holds it
 * and the real adapters to the same behaviour.
 */
public final class FileModel {

    /** By absolute path without a trailing slash; a directory has no content. */
    private final TreeMap<String, Optional<String>> nodes = new TreeMap<>();

    /** What came of an operation that reached the file system. */
    public enum Outcome {
        DONE,
        /** Something stands at the target already. */
        EXISTS,
        /** The source, or the directory that should hold the target, is not there. */
        MISSING,
        /** A directory that still holds something. */
        NOT_EMPTY
    }

    public FileModel() {
        nodes.put("", Optional.empty());
    }

    public Outcome createDirectories(String path) {
        StringBuilder prefix = new StringBuilder();
        for (String part : path.substring(1).split("/", -1)) {
            prefix.append('/').append(part);
            if (nodes.computeIfAbsent(prefix.toString(), any -> Optional.empty())
                    .isPresent()) {
                return Outcome.EXISTS;
            }
        }
        return Outcome.DONE;
    }

    /** Creates a directory in one that is there; fine if it is there itself. */
    public Outcome createDirectory(String path) {
        if (!isDirectory(parent(path))) {
            return Outcome.MISSING;
        }
        return nodes.computeIfAbsent(path, any -> Optional.empty()).isPresent() ? Outcome.EXISTS : Outcome.DONE;
    }

    /** Creates a whole file, at once or not at all; never replaces one, never creates a directory on the way. */
    public Outcome create(String path, String content) {
        if (nodes.containsKey(path)) {
            return Outcome.EXISTS;
        }
        if (!isDirectory(parent(path))) {
            return Outcome.MISSING;
        }
        nodes.put(path, Optional.of(content));
        return Outcome.DONE;
    }

    /** Moves a file or a whole directory in one step; never replaces anything. */
    public Outcome rename(String from, String to) {
        if (to.startsWith(from + "/")) {
            throw new IllegalArgumentException("expected a target outside " + from + ", but found " + to);
        }
        if (!nodes.containsKey(from) || !isDirectory(parent(to))) {
            return Outcome.MISSING;
        }
        if (nodes.containsKey(to)) {
            return Outcome.EXISTS;
        }
        List<String> moved = nodes.keySet().stream()
                .filter(path -> path.equals(from) || path.startsWith(from + "/"))
                .toList();
        moved.forEach(path -> nodes.put(to + path.substring(from.length()), nodes.remove(path)));
        return Outcome.DONE;
    }

    /** Deletes a file or an empty directory; what is gone already counts as deleted. */
    public Outcome delete(String path) {
        if (list(path).stream().anyMatch(names -> !names.isEmpty())) {
            return Outcome.NOT_EMPTY;
        }
        nodes.remove(path);
        return Outcome.DONE;
    }

    /** Deletes a file or a whole directory; what is gone already counts as deleted. */
    public Outcome deleteTree(String path) {
        nodes.keySet().removeIf(found -> found.equals(path) || found.startsWith(path + "/"));
        return Outcome.DONE;
    }

    public Optional<String> read(String path) {
        return nodes.getOrDefault(path, Optional.empty());
    }

    /** The names in a directory, sorted, or nothing if it is none. */
    public Optional<List<String>> list(String path) {
        if (!isDirectory(path)) {
            return Optional.empty();
        }
        TreeSet<String> names = new TreeSet<>();
        for (String node : nodes.tailMap(path + "/", true).keySet()) {
            if (!node.startsWith(path + "/")) {
                break;
            }
            names.add(node.substring(path.length() + 1).split("/", 2)[0]);
        }
        return Optional.of(List.copyOf(names));
    }

    private boolean isDirectory(String path) {
        return nodes.containsKey(path) && nodes.get(path).isEmpty();
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }
}
