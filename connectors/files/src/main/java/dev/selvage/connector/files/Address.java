package dev.selvage.connector.files;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as people write them: names are taken as they are, blanks and wildcards included. */
final class Address {
    private static final Pattern FORM = Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*):(?://([^/]*))?)?(/.*)");

    private Address() {}

    /** The address as a URI, without a slash at its end. */
    static URI parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Expected an address of files, but found \"" + text
                    + "\". Write it as /a/b for the local disk, or as hdfs://host:port/a/b.");
        }
        String scheme = matcher.group(1) == null ? "file" : matcher.group(1);
        String path = matcher.group(3).replaceAll("/+", "/");
        return uri(scheme, matcher.group(2), path.length() > 1 ? path.replaceAll("/$", "") : path);
    }

    /** What is called so in a directory. */
    static URI child(URI directory, String name) {
        String above = directory.getPath().endsWith("/") ? directory.getPath() : directory.getPath() + "/";
        return uri(directory.getScheme(), directory.getAuthority(), above + name);
    }

    /** The root of the file system that an address is on. */
    static URI root(URI address) {
        return uri(address.getScheme(), address.getAuthority(), "/");
    }

    /** As a person would write it. */
    static String text(URI address) {
        boolean isLocal = address.getScheme().equals("file");
        String authority = address.getAuthority() == null ? "" : address.getAuthority();
        return (isLocal ? "" : address.getScheme() + "://" + authority) + address.getPath();
    }

    /** The names that lead from the root to an address. */
    static List<String> names(URI address) {
        String path = address.getPath();
        return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
    }

    static String name(URI address) {
        return address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
    }

    private static URI uri(String scheme, String authority, String path) {
        try {
            return new URI(scheme, authority == null ? "" : authority, path, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "Expected an address of files, but found " + path + " on " + scheme + "://" + authority
                            + ". Write it as /a/b for the local disk, or as hdfs://host:port/a/b.",
                    e);
        }
    }
}
