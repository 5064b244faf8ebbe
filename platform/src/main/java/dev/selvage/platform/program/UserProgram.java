package dev.selvage.platform.program;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A user's program, and how its {@code main()} is to be called.
 *
 * @param jars files of this machine, in the order in which classes are looked for; the first is the program's own
 * @param entryClass whose {@code main()} it is; if nobody says, the one that the first jar's manifest names
 * @param settings what its environment begins with; what the program sets itself wins
 */
public record UserProgram(
        List<Path> jars, Optional<String> entryClass, List<String> arguments, Map<String, String> settings) {

    public UserProgram {
        jars = List.copyOf(jars);
        if (jars.isEmpty()) {
            throw new IllegalArgumentException("expected the jar of a program, but found none");
        }
        arguments = List.copyOf(arguments);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** The jar that the program is known by. */
    public Path jar() {
        return jars.get(0);
    }
}
