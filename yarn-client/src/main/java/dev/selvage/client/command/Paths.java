package dev.selvage.client.command;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Places of checkpoints and savepoints, as people name them. */
final class Paths {

    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

    private Paths() {}

    /** The same for processes that work in other directories. */
    static String absolute(String place) {
        return place.isEmpty() || URI.matcher(place).matches()
                ? place
                : Path.of(place).toAbsolutePath().normalize().toString();
    }
}
