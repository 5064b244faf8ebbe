package dev.selvage.platform.logging;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.Configuration;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Sets Log4j 2 up, once per process: from the file of that name in the configuration directory if there is one, and from
 * the same file as we ship it otherwise. The files find what differs between processes in system properties.
 */
public final class LogSetup {

    /** Who logs, and so which file says how. */
    public enum Role {
        /** A process of a cluster: into a file that rolls. */
        CLUSTER("log4j.properties"),
        /** A process of a cluster in a terminal. */
        FOREGROUND("log4j-console.properties"),
        /** The command line: into a file, and only errors onto the terminal. */
        COMMAND_LINE("log4j-cli.properties");

        private final String fileName;

        Role(String fileName) {
            this.fileName = fileName;
        }
    }

    private LogSetup() {}

    /**
     * Starts logging as the role says.
     *
     * @param logFile where the log goes, if the role has a file
     */
    public static void start(Role role, Path configurationDirectory, Path logFile, Configuration configuration) {
        System.setProperty("log.file", logFile.toString());
        System.setProperty("selvage.log.level", configuration.get(ProcessOptions.LOG_LEVEL));
        Configurator.reconfigure(fileOf(role, configurationDirectory));
    }

    private static URI fileOf(Role role, Path configurationDirectory) {
        Path file = configurationDirectory.resolve(role.fileName);
        if (Files.exists(file)) {
            return file.toUri();
        }
        URL shipped = LogSetup.class.getResource(role.fileName);
        if (shipped == null) {
            throw new IllegalStateException(role.fileName + " is missing from the platform jar");
        }
        try {
            return shipped.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes out what is still in memory; the last act of a process that ends by its own will. */
    public static void stop() {
        LogManager.shutdown();
    }
}
