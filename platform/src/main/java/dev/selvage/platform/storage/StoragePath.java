package dev.selvage.platform.storage;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something lies: a file system, and an absolute path in it. Names are taken as they are: nothing is decoded or
 * escaped, so that a name with a blank or a percent sign means the same on every file system.
 *
 * @param fileSystem {@code file:} for the local disk, otherwise scheme and authority, such as {@code hdfs://name-node:8020}
 * @param path with a leading slash and without a trailing one; {@code /} for the root
 */
public record StoragePath(String fileSystem, String path) {

    private static final String LOCAL = "file:";
    private static final Pattern FORM = Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*):(//[^/]*)?)?(/.*)?");

    public StoragePath {
        if (!path.equals("/") && !path.matches("(/[^/]+)+")) {
            throw new IllegalArgumentException("Expected an absolute path, but found " + path + ". Write it as /a/b.");
        }
    }

    /** Reads {@code /a/b} and {@code file:/a/b} as local paths, and {@code scheme://authority/a/b} as what it says. */
    public static StoragePath parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw notAPath(text);
        }
        String scheme = matcher.group(1) == null ? "file" : matcher.group(1).toLowerCase(Locale.ROOT);
        String authority = matcher.group(2) == null ? "//" : matcher.group(2);
        String path = matcher.group(3) == null ? "/" : matcher.group(3).replaceAll("/+", "/");
        boolean onAnotherHost = scheme.equals("file") && !authority.equals("//");
        if (onAnotherHost || List.of(path.split("/", -1)).stream().anyMatch(StoragePath::leadsElsewhere)) {
            throw notAPath(text);
        }
        String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return new StoragePath(scheme.equals("file") ? LOCAL : scheme + ":" + authority, trimmed);
    }

    private static boolean leadsElsewhere(String name) {
        return name.equals(".") || name.equals("..");
    }

    private static IllegalArgumentException notAPath(String text) {
        return new IllegalArgumentException("Expected an absolute path or a URI without . and .., but found " + text
                + ". Write it as /a/b, file:/a/b or hdfs://host:port/a/b.");
    }

    /** What is called so in this directory. HDFS takes no colons, so nobody may. */
    public StoragePath child(String name) {
        if (name.isEmpty() || name.contains("/") || name.contains(":") || leadsElsewhere(name)) {
            throw new IllegalArgumentException(
                    "Expected a name without / and :, but found " + name + ". Go down one directory at a time.");
        }
        return entry(name);
    }

    /** What a list of this directory shows under this name, which somebody else may have given. */
    StoragePath entry(String name) {
        return new StoragePath(fileSystem, (path.equals("/") ? "" : path) + "/" + name);
    }

    /** The directory that holds it; the root holds itself. */
    public StoragePath parent() {
        return new StoragePath(fileSystem, path.substring(0, Math.max(1, path.lastIndexOf('/'))));
    }

    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public String scheme() {
        return fileSystem.substring(0, fileSystem.indexOf(':'));
    }

    public boolean isLocal() {
        return fileSystem.equals(LOCAL);
    }

    /** For the target of a rename: a directory that moves into itself is a mistake of the caller's, on every file system. */
    StoragePath outside(StoragePath directory) {
        if (path.startsWith(directory.path + "/")) {
            throw new IllegalArgumentException("Expected a target outside " + directory + ", but found " + this
                    + ". A directory cannot move into itself.");
        }
        return this;
    }

    @Override
    public String toString() {
        return isLocal() ? path : fileSystem + path;
    }
}
