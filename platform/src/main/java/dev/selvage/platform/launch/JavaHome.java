package dev.selvage.platform.launch;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java that processes are started with. */
final class JavaHome {

    private static final int OLDEST = 17;
    private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"(\\d+)([^\"]*)\"");

    private JavaHome() {}

    /** The executable of the one that the options name, or else of this one, which the scripts have found and looked at. */
    static Path executable(Configuration configuration) throws LaunchException {
        Optional<Path> named = configuration.find(ProcessOptions.JAVA_HOME).map(Path::of);
        Path home = named.orElse(Path.of(System.getProperty("java.home", "")));
        Path executable = home.resolve("bin").resolve("java");
        if (!Files.isExecutable(executable)) {
            throw LaunchException.unusable("Expected " + ProcessOptions.JAVA_HOME.key() + " to be a Java " + OLDEST
                    + " or newer, but found no program " + executable + ". Name the directory that bin/java is in.");
        }
        if (named.isPresent()) {
            requireNewEnough(home);
        }
        return executable;
    }

    private static void requireNewEnough(Path home) throws LaunchException {
        Matcher release = RELEASE.matcher(release(home));
        if (release.find() && Integer.parseInt(release.group(1)) < OLDEST) {
            throw LaunchException.unusable("Expected " + ProcessOptions.JAVA_HOME.key() + " to be a Java " + OLDEST
                    + " or newer, but found Java " + release.group(1) + release.group(2) + " in " + home
                    + ". Name another one.");
        }
    }

    /** Every Java since 8 has such a file; one without it shows what it is when it starts. */
    private static String release(Path home) {
        try {
            return Files.readString(home.resolve("release"));
        } catch (IOException e) {
            return "";
        }
    }
}
