package dev.selvage.platform.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.selvage.core.config.SecurityOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.launch.ContainerLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;

/**
 * How the secret of a cluster reaches its processes: in a file that an environment variable names, or among the credentials of a
 * container. Not as a setting or an argument, which logs and lists of processes show.
 */
public final class ClusterSecret {

    /** Names the file. */
    public static final String VARIABLE = "SELVAGE_CONTROL_SECRET_FILE";

    /** Names the file with the credentials of a container on YARN, which no list of processes shows either. */
    private static final String CREDENTIALS_VARIABLE = "HADOOP_TOKEN_FILE_LOCATION";

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
        Optional<Path> file = file(VARIABLE, environment);
        Optional<Path> credentials = file(CREDENTIALS_VARIABLE, environment);
        if (file.isPresent()) {
            return new ClusterSecret(Optional.of(inFile(file.get())));
        } else if (credentials.isPresent()) {
            return new ClusterSecret(Optional.of(inCredentials(credentials.get())));
        }
        throw invalid("Expected " + VARIABLE + " to name the file with the secret of this cluster, "
                + "but found it unset. Set it for every process, or set "
                + SecurityOptions.CONTROL_SECRET.key() + " to false where nobody else can connect.");
    }

    private static Optional<Path> file(String variable, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(variable))
                .filter(named -> !named.isBlank())
                .map(Path::of);
    }

    private static String inFile(Path file) throws InvalidConfigurationException {
        try {
            String text = Files.readString(file).strip();
            if (text.isEmpty()) {
                throw invalid(
                        "Expected a secret in " + file + ", but found the file empty. Put a line of chance into it.");
            }
            return text;
        } catch (IOException e) {
            throw invalid("Expected to read the secret of this cluster from " + file + ", but found: " + e + ".");
        }
    }

    private static String inCredentials(Path file) throws InvalidConfigurationException {
        try {
            Text alias = new Text(ContainerLayout.SECRET_ALIAS);
            byte[] secret = Credentials.readTokenStorageFile(
                            file.toFile(), new org.apache.hadoop.conf.Configuration(false))
                    .getSecretKey(alias);
            if (secret == null || secret.length == 0) {
                throw invalid(
                        "Expected the secret of this cluster under " + alias + " in the credentials of this container ("
                                + file + "), but found none: submit with the client of this release.");
            }
            return new String(secret, UTF_8);
        } catch (IOException e) {
            throw invalid("Expected to read the secret of this cluster from the credentials of this container (" + file
                    + "), but found: " + e + ".");
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
