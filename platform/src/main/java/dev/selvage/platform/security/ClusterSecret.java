package dev.selvage.platform.security;

import dev.selvage.core.config.SecurityOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the secret of a cluster reaches its processes: in a file that an environment variable names. Not as a setting or an
 * argument, which logs and lists of processes show.
 */
public final class ClusterSecret {

    /** Names the file. */
    public static final String VARIABLE = "SELVAGE_CONTROL_SECRET_FILE";

    private final Optional<String> text;

    private ClusterSecret(Optional<String> text) {
        this.text = text;
    }

    /** Reads the secret. Where there is none, that must be wanted: nobody is left open by an oversight. */
    public static ClusterSecret of(Configuration configuration, Map<String, String> environment)
            throws InvalidConfigurationException {
        if (!configuration.find(SecurityOptions.CONTROL_SECRET).orElse(true)) {
            return new ClusterSecret(Optional.empty());
        }
        String file = Optional.ofNullable(environment.get(VARIABLE))
                .filter(named -> !named.isBlank())
                .orElseThrow(
                        () -> invalid("Expected " + VARIABLE + " to name the file with the secret of this cluster, "
                                + "but found it unset. Set it for every process, or set "
                                + SecurityOptions.CONTROL_SECRET.key() + " to false where nobody else can connect."));
        try {
            String text = Files.readString(Path.of(file)).strip();
            if (text.isEmpty()) {
                throw invalid(
                        "Expected a secret in " + file + ", but found the file empty. Put a line of chance into it.");
            }
            return new ClusterSecret(Optional.of(text));
        } catch (IOException e) {
            throw invalid("Expected to read the secret of this cluster from " + file + ", but found: " + e + ".");
        }
    }

    private static InvalidConfigurationException invalid(String sentence) {
        return new InvalidConfigurationException(List.of(sentence));
    }

    /** For connections that prove it. */
    public ControlSecret control() {
        return text.map(ControlSecret::of).orElseGet(ControlSecret::none);
    }

    /** For connections that say it: empty where the check is switched off, so that anybody says it. */
    public String text() {
        return text.orElse("");
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "the secret of a cluster";
    }
}
