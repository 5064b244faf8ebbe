package dev.selvage.platform.process;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.Configuration;
import java.nio.file.Path;

/** Where a process may leave what nobody misses. */
public final class TemporaryDirectory {

    private TemporaryDirectory() {}

    /** The first that the options name, or else the JVM's own, which in a container is one that YARN removes. */
    public static Path of(Configuration configuration) {
        return Path.of(configuration
                        .find(ProcessOptions.TMP_DIRS)
                        .map(directories -> directories.get(0))
                        .orElseGet(() -> System.getProperty("java.io.tmpdir", "/tmp")))
                .toAbsolutePath();
    }
}
