package dev.selvage.platform.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.launch.ContainerLayout;
import dev.selvage.platform.config.ConfigurationFiles;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSecretTest {

    @TempDir
    private Path directory;

    private Configuration configuration(String... assignments) throws Exception {
        return ConfigurationFiles.load(directory, List.of(assignments)).configuration();
    }

    private Map<String, String> fileWith(String text) throws Exception {
        return Map.of(
                ClusterSecret.VARIABLE,
                Files.writeString(directory.resolve("secret"), text).toString());
    }

    @Test
    void itIsWhatTheFileHoldsWithoutTheBlanksAround() throws Exception {
        ClusterSecret secret = ClusterSecret.of(configuration(), fileWith(" 0af3 \n"));

        assertThat(secret.text()).isEqualTo("0af3");
        assertThat(secret.control().proof(new byte[1]))
                .isEqualTo(ControlSecret.of("0af3").proof(new byte[1]));
        assertThat(secret).asString().doesNotContain("0af3");
    }

    @Test
    void nobodyIsLeftOpenByAnOversight() throws Exception {
        Configuration nothingSet = configuration();
        Map<String, String> empty = fileWith("\n");
        Map<String, String> absent =
                Map.of(ClusterSecret.VARIABLE, directory.resolve("none").toString());

        assertThatThrownBy(() -> ClusterSecret.of(nothingSet, Map.of()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(ClusterSecret.VARIABLE);
        assertThatThrownBy(() -> ClusterSecret.of(nothingSet, empty))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> ClusterSecret.of(nothingSet, absent))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("none");
    }

    @Test
    void whoSwitchesItOffNeedsNone() throws Exception {
        ClusterSecret secret = ClusterSecret.of(configuration("security.control-secret.enabled=false"), Map.of());

        assertThat(secret.text()).isEmpty();
        assertThat(secret.control().proof(new byte[1]))
                .isEqualTo(ControlSecret.none().proof(new byte[1]));
    }

    private Path credentialsWith(String alias, String secret) throws Exception {
        Credentials credentials = new Credentials();
        credentials.addSecretKey(new Text(alias), secret.getBytes(UTF_8));
        Path file = directory.resolve("container_tokens");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            credentials.writeTokenStorageToStream(out);
        }
        return file;
    }

    @Test
    void aContainerFindsItAmongItsCredentialsUnlessAFileIsNamed() throws Exception {
        String credentials =
                credentialsWith(ContainerLayout.SECRET_ALIAS, "of a container").toString();
        Map<String, String> both = new TreeMap<>(fileWith("of a file"));
        both.put("HADOOP_TOKEN_FILE_LOCATION", credentials);

        assertThat(ClusterSecret.of(configuration(), Map.of("HADOOP_TOKEN_FILE_LOCATION", credentials))
                        .text())
                .isEqualTo("of a container");
        assertThat(ClusterSecret.of(configuration(), both).text()).isEqualTo("of a file");
    }

    @Test
    void credentialsWithoutItLeaveNobodyOpen() throws Exception {
        Configuration nothingSet = configuration();
        String other = credentialsWith("something.else", "known to others").toString();
        String absent = directory.resolve("none").toString();

        assertThatThrownBy(() -> ClusterSecret.of(nothingSet, Map.of("HADOOP_TOKEN_FILE_LOCATION", other)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(ContainerLayout.SECRET_ALIAS);
        assertThatThrownBy(() -> ClusterSecret.of(nothingSet, Map.of("HADOOP_TOKEN_FILE_LOCATION", absent)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("none");
    }
}
