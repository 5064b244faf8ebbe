package dev.selvage.platform.logging;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.Configuration;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

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
     * Starts logging as the role says, or onto the terminal if that cannot be done: a process without a log is worse than one
     * that logs elsewhere.
     *
     * @param logFile where the log goes, if the role has a file
     * @return what kept the log from going where it should, and where it goes instead
     */
    public static Optional<String> start(
            Role role, Path configurationDirectory, Path logFile, Configuration configuration) {
        System.setProperty("log.file", logFile.toString());
        System.setProperty("selvage.log.level", configuration.get(ProcessOptions.LOG_LEVEL));
        // Log4j wants to keep at least one.
        System.setProperty("selvage.log.max", Integer.toString(Math.max(1, configuration.get(ProcessOptions.LOG_MAX))));
        URI file = fileOf(role, configurationDirectory);
        List<String> complaints = complaintsAbout(file);
        if (complaints.isEmpty()) {
            return Optional.empty();
        }
        Configurator.reconfigure(shipped(Role.FOREGROUND));
        String problem = whyNotWritable(logFile)
                .map(reason -> "Expected to write the log to " + logFile + ", but found: " + reason)
                .orElseGet(() ->
                        "Expected " + file + " to be a configuration of Log4j 2, but found: " + complaints.get(0));
        return Optional.of(problem.replaceFirst("\\.$", "")
                + ". The log goes to the terminal instead; mend it and start the process again.");
    }

    /** What Log4j says while it sets itself up from the file; only errors. */
    private static List<String> complaintsAbout(URI file) {
        List<String> complaints = new CopyOnWriteArrayList<>();
        StatusListener listening = new Complaints(complaints);
        // With a listener Log4j does not print by itself.
        StatusLogger.getLogger().registerListener(listening);
        try {
            Configurator.reconfigure(file);
        } catch (RuntimeException e) {
            complaints.add(e.toString());
        } finally {
            StatusLogger.getLogger().removeListener(listening);
        }
        return complaints;
    }

    private record Complaints(List<String> heard) implements StatusListener {

        @Override
        public void log(StatusData status) {
            heard.add(status.getMessage().getFormattedMessage());
        }

        @Override
        public Level getStatusLevel() {
            return Level.ERROR;
        }

        @Override
        public void close() {}
    }

    private static Optional<String> whyNotWritable(Path logFile) {
        try {
            Path directory = logFile.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Files.newOutputStream(logFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    /** Whether what is logged is seen on the terminal, so that nobody has to print it there as well. */
    public static boolean showsOnTerminal() {
        return current().getAppenders().values().stream().anyMatch(ConsoleAppender.class::isInstance);
    }

    /**
     * False until {@link #start}, or somebody else, has set Log4j up: what it does by itself before is not how we show anything.
     * A program may also have something else behind the interface of Log4j, which is its own affair.
     */
    public static boolean isSetUp() {
        return !(LogManager.getContext(false) instanceof LoggerContext context
                && context.getConfiguration() instanceof DefaultConfiguration);
    }

    private static org.apache.logging.log4j.core.config.Configuration current() {
        return LoggerContext.getContext(false).getConfiguration();
    }

    private static URI fileOf(Role role, Path configurationDirectory) {
        Path file = configurationDirectory.resolve(role.fileName);
        return Files.exists(file) ? file.toUri() : shipped(role);
    }

    private static URI shipped(Role role) {
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
