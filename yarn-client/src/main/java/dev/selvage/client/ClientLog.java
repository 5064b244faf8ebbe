package dev.selvage.client;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.platform.logging.LogSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The log of a command: a file that the next command of this user begins anew. Only commands that run users' code, or look for
 * a leader, have one: the others have nothing to log, and are quicker without.
 */
public final class ClientLog {

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private ClientLog() {}

    /** Begins it, if it has not begun yet; says where it is. */
    public static Path start(ClientSettings settings, Terminal terminal) {
        Path file = directory(settings).resolve(fileName(settings));
        if (!STARTED.getAndSet(true)) {
            Optional<String> elsewhere =
                    LogSetup.start(LogSetup.Role.COMMAND_LINE, settings.directory(), file, settings.configuration());
            elsewhere.ifPresent(terminal::tell);
            Logger log = LogManager.getLogger(ClientLog.class);
            log.info(
                    "A command begins; process {}, Java {}",
                    ProcessHandle.current().pid(),
                    Runtime.version());
            settings.configuration().masked().forEach((key, text) -> log.info("  {}: {}", key, text));
        }
        return file;
    }

    private static String fileName(ClientSettings settings) {
        return "selvage-"
                + settings.variable("SELVAGE_IDENT_STRING").orElse(System.getProperty("user.name", "nobody"))
                + "-client-" + settings.variable("SELVAGE_HOSTNAME").orElse("localhost") + ".log";
    }

    /** A distribution that an administrator has unpacked for all belongs to him: then the log lies among temporary files. */
    private static Path directory(ClientSettings settings) {
        Path wanted = settings.variable("SELVAGE_LOG_DIR")
                .or(() -> settings.configuration().find(ProcessOptions.LOG_DIR))
                .map(Path::of)
                .orElseGet(() ->
                        Path.of(settings.variable("SELVAGE_HOME").orElse("")).resolve("log"))
                .toAbsolutePath();
        try {
            Files.createDirectories(wanted);
            if (Files.isWritable(wanted)) {
                return wanted;
            }
        } catch (IOException e) {
            // As good as one that may not be written to.
        }
        return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    }
}
