package dev.selvage.client.submit;

import dev.selvage.core.config.MemoryOptions;
import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.launch.ContainerLayout;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a sentence of ours what YARN's diagnostics of a failed application mean, where it is something that people meet. */
final class FailureReason {

    private static final Pattern MEMORY = Pattern.compile(
            "beyond the '?(PHYSICAL|VIRTUAL|physical|virtual)'? memory limit.*?([\\d.]+ ?\\w+) of ([\\d.]+ ?\\w+) physical"
                    + " memory used; ([\\d.]+ ?\\w+) of ([\\d.]+ ?\\w+) virtual memory used",
            Pattern.DOTALL);
    /** Not the options of our own that are called after it: where a JVM dies of a signal, its command line is quoted. */
    private static final Pattern OUT_OF_MEMORY = Pattern.compile("(?<!On)OutOfMemoryError");

    private static final Pattern ABORTED = Pattern.compile("exitCode: (134|135|139)\\b");
    private static final Pattern CLASS_VERSION = Pattern.compile("class file versions? up to (\\d+)");
    private static final Pattern NO_JAVA =
            Pattern.compile("(\\S*java): (?:command not found|No such file or directory)");
    /** One that died once may have died of anything; of several there is this to say at least. */
    private static final Pattern ATTEMPTS = Pattern.compile("failed ([2-9]|[1-9]\\d+) times(?: in previous (\\d+) )?");

    /** Java 17 is 61, and so on. */
    private static final int CLASS_VERSION_OF_JAVA_0 = 44;

    private FailureReason() {}

    /** The sentence, and what YARN says below it. */
    static String of(String diagnostics) {
        String said = diagnostics.strip();
        String quoted = said.isEmpty() ? "" : "\nYARN says:\n" + said;
        return sentence(diagnostics)
                        .orElse(
                                "Expected the application to run, but found that it ended before it did. Its logs say more.")
                + quoted;
    }

    static Optional<String> sentence(String diagnostics) {
        return java(diagnostics)
                .or(() -> memory(diagnostics))
                .or(() -> files(diagnostics))
                .or(() -> classes(diagnostics))
                .or(() -> killed(diagnostics))
                .or(() -> attempts(diagnostics));
    }

    private static Optional<String> java(String diagnostics) {
        String remedy = " Name one that the nodes have by " + ProcessOptions.JAVA_HOME.key()
                + ", or let a JDK travel with " + YarnOptions.SHIP_ARCHIVES.key() + ".";
        if (diagnostics.contains("UnsupportedClassVersionError")) {
            Matcher version = CLASS_VERSION.matcher(diagnostics);
            String found = version.find()
                    ? "Java " + (Integer.parseInt(version.group(1)) - CLASS_VERSION_OF_JAVA_0)
                    : "an older one";
            return Optional.of("Expected Java 17 or newer on the node, but found " + found + "." + remedy);
        }
        if (diagnostics.contains("Unrecognized option: -Xlog") || diagnostics.contains("Unrecognized VM option")) {
            return Optional.of(
                    "Expected Java 17 or newer on the node, but found one that does not know the options it was"
                            + " started with." + remedy);
        }
        Matcher none = NO_JAVA.matcher(diagnostics);
        return none.find()
                ? Optional.of("Expected Java 17 or newer on the node, but found no " + none.group(1) + "." + remedy)
                : Optional.empty();
    }

    private static Optional<String> memory(String diagnostics) {
        Matcher killed = MEMORY.matcher(diagnostics);
        if (killed.find()) {
            boolean physical = killed.group(1).equalsIgnoreCase("physical");
            return Optional.of("Expected the ApplicationMaster to need at most "
                    + (physical
                            ? killed.group(3) + " of memory, but found " + killed.group(2)
                            : killed.group(5) + " of virtual memory, but found " + killed.group(4))
                    + ", for which YARN killed it. Raise " + MemoryOptions.JOBMANAGER_PROCESS.key()
                    + (physical
                            ? ", or " + MemoryOptions.JOBMANAGER_OVERHEAD_MIN.key() + " within it."
                            : ", or have yarn.nodemanager.vmem-check-enabled turned off, since virtual memory says"
                                    + " little."));
        }
        return OUT_OF_MEMORY.matcher(diagnostics).find()
                ? Optional.of("Expected the ApplicationMaster to do with its memory, but found that it ran out. Raise "
                        + MemoryOptions.JOBMANAGER_PROCESS.key() + ".")
                : Optional.empty();
    }

    private static Optional<String> files(String diagnostics) {
        if (diagnostics.contains("is not publicly accessible")) {
            return Optional.of(
                    "Expected the libraries to be readable by everybody, but found that somebody has changed the"
                            + " permissions of " + YarnOptions.LIBRARY_CACHE_DIR.key() + " meanwhile. Submit again.");
        }
        if (diagnostics.contains("changed on src filesystem")) {
            return Optional.of(
                    "Expected the files of the application to stay as they were when it was submitted, but found"
                            + " that somebody has changed one. Submit again.");
        }
        return Optional.empty();
    }

    /** A JVM trusts what it has kept, and aborts if that was damaged since. */
    private static Optional<String> classes(String diagnostics) {
        return ABORTED.matcher(diagnostics).find() && diagnostics.contains(ContainerLayout.CLASSES)
                ? Optional.of(
                        "Expected the JVM of the ApplicationMaster to start, but found that it aborted. If it does so"
                                + " again, delete the files classes-*.jsa in the library cache, which may be damaged: the next"
                                + " submission makes them anew.")
                : Optional.empty();
    }

    private static Optional<String> killed(String diagnostics) {
        return diagnostics.contains("was killed by user")
                ? Optional.of("Expected the application to run, but found that somebody killed it.")
                : Optional.empty();
    }

    private static Optional<String> attempts(String diagnostics) {
        Matcher used = ATTEMPTS.matcher(diagnostics);
        if (!used.find()) {
            return Optional.empty();
        }
        String within = Optional.ofNullable(used.group(2))
                .map(millis -> " within " + millis + " ms")
                .orElse("");
        return Optional.of("Expected one of the ApplicationMasters to live, but found that " + used.group(1)
                + " died" + within + ", and YARN starts no further one: " + YarnOptions.ATTEMPTS.key()
                + " says how many may, and " + YarnOptions.ATTEMPTS_VALIDITY.key() + " for how long each counts.");
    }
}
