package dev.selvage.platform.process;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.Configuration;
import java.nio.file.Path;
import java.util.Map;

/** Where a process may leave what nobody misses. */
public final class TemporaryDirectory {

    private TemporaryDirectory() {}

    /**
     * The first that the options name, or else what the system has for this; in a container a directory below the working
     * directory, which YARN removes even if the process is killed.
     */
    public static Path of(Configuration configuration, Map<String, String> environment) {
        String otherwise =
                environment.containsKey("CONTAINER_ID") ? "tmp" : System.getProperty("java.io.tmpdir", "/tmp");
        return Path.of(configuration
                        .find(ProcessOptions.TMP_DIRS)
                        .map(directories -> directories.get(0))
                        .orElse(otherwise))
                .toAbsolutePath();
    }
}
