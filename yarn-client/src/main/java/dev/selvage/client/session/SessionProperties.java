package dev.selvage.client.session;

import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * The file in which a session is noted, so that commands of the same user on this machine find it without its id. It is called as
 * Flink's is, but for the name of the product.
 */
public final class SessionProperties {

    private static final String APPLICATION_ID = "applicationID";

    private final Path file;
    private final String user;
    private final Optional<String> named;

    private SessionProperties(Path file, String user, Optional<String> named) {
        this.file = file;
        this.user = user;
        this.named = named;
    }

    /** Where these options have it. */
    public static SessionProperties of(Configuration options) {
        String user = System.getProperty("user.name", "nobody");
        Path directory = Path.of(options.find(YarnOptions.PROPERTIES_FILE)
                .orElseGet(() -> System.getProperty("java.io.tmpdir", "/tmp")));
        return new SessionProperties(
                directory.resolve(".selvage-yarn-properties-" + user), user, options.find(YarnOptions.APPLICATION_ID));
    }

    public Path file() {
        return file;
    }

    /** The application that a command is meant for: the one that the options name, or else the session that was started last. */
    public Optional<String> applicationId() throws IOException {
        return named.isPresent() ? named : noted();
    }

    /** The session that was started last; nothing if none is noted. */
    public Optional<String> noted() throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        // Everybody may put a file of this name into a directory that is open to all, and so have our jobs sent to him.
        String owner = Files.getOwner(file).getName();
        if (!owner.equals(user)) {
            throw new IOException("Expected " + file + " to be a file of " + user + ", but found that it belongs to "
                    + owner + ". Name the session by -D" + YarnOptions.APPLICATION_ID.key() + ", or set "
                    + YarnOptions.PROPERTIES_FILE.key() + " to a directory of your own.");
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return Optional.ofNullable(properties.getProperty(APPLICATION_ID)).filter(id -> !id.isBlank());
    }

    /** Notes a session, in place of the one before. */
    public void write(String applicationId) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(APPLICATION_ID, applicationId);
        StringWriter text = new StringWriter();
        properties.store(text, "The session on YARN that was started last; written by yarn-session.sh");
        Path directory = Optional.ofNullable(file.getParent()).orElse(Path.of("."));
        Files.createDirectories(directory);
        // For its owner alone, and then moved, so that nobody reads half of it or has us write through a link of his.
        Path unfinished = Files.createTempFile(directory, ".selvage-", ".unfinished");
        try {
            Files.writeString(unfinished, text.toString(), StandardCharsets.UTF_8);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Forgets a session that has ended, unless another one was noted meanwhile. */
    public void forget(String applicationId) throws IOException {
        if (noted().filter(applicationId::equals).isPresent()) {
            Files.deleteIfExists(file);
        }
    }
}
