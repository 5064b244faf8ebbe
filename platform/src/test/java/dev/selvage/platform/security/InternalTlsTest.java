package dev.selvage.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.platform.config.ConfigurationFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InternalTlsTest {

    @TempDir
    private static Path directory;

    private static Path key;
    private static Path trust;

    @BeforeAll
    static void makeKeys() throws Exception {
        key = Keystores.key(directory, "ours");
        trust = Keystores.trusting(key, "ours");
    }

    private static Configuration configuration(Map<String, String> settings) throws Exception {
        Path none = Files.createDirectories(directory.resolve("conf"));
        return ConfigurationFiles.load(
                        none,
                        settings.entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .toList())
                .configuration();
    }

    private static Optional<InternalTls> tls(Map<String, String> settings) throws Exception {
        return InternalTls.of(configuration(settings));
    }

    /** What is right but for these settings, each a key and a value; without a value it is not set. */
    private static Map<String, String> but(String... changes) {
        Map<String, String> settings = Keystores.settings(key, trust);
        for (int i = 0; i < changes.length; i += 2) {
            settings.put(changes[i], changes[i + 1]);
        }
        settings.values().removeIf(String::isEmpty);
        return settings;
    }

    private static void assertRefused(String sentence, String... changes) {
        assertThatThrownBy(() -> tls(but(changes)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(sentence)
                .hasMessageStartingWith("Expected")
                .hasMessageNotContaining(Keystores.PASSWORD);
    }

    @Test
    void nothingIsEncryptedUnlessItIsWanted() throws Exception {
        assertThat(tls(Map.of())).isEmpty();
        assertThat(tls(but("security.ssl.internal.enabled", "false", "security.ssl.enabled", "true")))
                .isEmpty();
    }

    @Test
    void bothEndsShowCertificatesAndSpeakNothingOlderThanIsWanted() throws Exception {
        InternalTls tls = tls(but()).orElseThrow();

        SSLEngine accepting = tls.engine(false);
        assertThat(accepting.getNeedClientAuth()).isTrue();
        assertThat(accepting.getUseClientMode()).isFalse();
        assertThat(accepting.getEnabledProtocols()).containsExactly("TLSv1.2");
        assertThat(accepting.getEnabledCipherSuites())
                .containsExactly("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
        assertThat(tls.engine(true).getUseClientMode()).isTrue();
    }

    @Test
    void theSettingsForAllOfTlsHoldWhereThereAreNoOthers() throws Exception {
        Map<String, String> general = new TreeMap<>();
        but().forEach((name, value) -> general.put(name.replace(".internal", ""), value));

        assertThat(tls(general)).isPresent();
        general.put("security.ssl.internal.keystore-password", "another");
        assertThatThrownBy(() -> tls(general))
                .hasMessageContaining("Expected security.ssl.internal.keystore-password to be the password of " + key);
    }

    @Test
    void whatWouldKeepEveryConnectionFromComingAboutIsToldAtTheStart() throws Exception {
        String file = "security.ssl.internal.keystore";
        assertRefused("Expected security.ssl.internal.keystore to be set", file, "");
        assertRefused("Expected security.ssl.internal.keystore-password to be set", file + "-password", "");
        assertRefused("Expected a keystore at /nowhere", file, "/nowhere");
        assertRefused("-password to be the password of " + key, file + "-password", "wrong one");
        assertRefused("to be the password of the key in", "security.ssl.internal.key-password", "wrong one");
        assertRefused("It may be the truststore", file, trust.toString());
        assertRefused("Expected security.ssl.internal.truststore to be set", "security.ssl.internal.truststore", "");
        Path text = Files.writeString(directory.resolve("text"), "no keys");
        assertRefused("Expected a keystore at " + text, "security.ssl.internal.truststore", text.toString());
        assertRefused("no [TLS_OF_MY_OWN]", "security.ssl.algorithms", "TLS_OF_MY_OWN");
        assertRefused("TLS_AES_128_GCM_SHA256 is one", "security.ssl.protocol", "TLSv1.3");
        assertRefused("to name a cipher suite of TLSv1.2", "security.ssl.algorithms", "TLS_AES_128_GCM_SHA256");
        assertThat(tls(but("security.ssl.protocol", "TLSv1.3", "security.ssl.algorithms", "TLS_AES_128_GCM_SHA256")))
                .isPresent();
        assertThat(tls(but("security.ssl.internal.key-password", "")))
                .as("it is the file's")
                .isPresent();
    }

    @Test
    void aKeyThatNeverLeadsToAConnectionIsToldAtTheStart() throws Exception {
        Path curve = Keystores.key(directory, "curve", "EC", "256");
        Path stranger = Keystores.key(directory, "stranger");
        String suites = "security.ssl.algorithms";
        String truststore = "security.ssl.internal.truststore";
        String keystore = "security.ssl.internal.keystore";
        String trustsCurve = Keystores.trusting(curve, "curve").toString();

        assertRefused("EC for suites with ECDSA", keystore, curve.toString(), truststore, trustsCurve);
        assertRefused("The truststore has to vouch for", keystore, stranger.toString());
        assertRefused(
                "The truststore has to vouch for",
                keystore,
                stranger.toString(),
                suites,
                "TLS_AES_128_GCM_SHA256",
                "security.ssl.protocol",
                "TLSv1.3");
        assertThat(tls(but(
                        keystore,
                        curve.toString(),
                        truststore,
                        trustsCurve,
                        suites,
                        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")))
                .isPresent();
    }

    @Test
    void passwordsAreMaskedWhereSettingsAreShown() throws Exception {
        assertThat(configuration(but()).masked().values())
                .contains(key.toString())
                .noneMatch(shown -> shown.contains(Keystores.PASSWORD));
        assertThat(Arrays.asList(tls(but()).orElseThrow().toString())).containsExactly("TLSv1.2");
    }
}
