package dev.selvage.platform.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keys with certificates that they signed themselves, made by the JDK's keytool. */
public final class Keystores {

    public static final String PASSWORD = "not-to-be-shown";

    private Keystores() {}

    /** A keystore with one key. */
    public static Path key(Path directory, String name) throws IOException, InterruptedException {
        return key(directory, name, "RSA", "2048");
    }

    /** The same, of another kind. */
    static Path key(Path directory, String name, String algorithm, String bits)
            throws IOException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        keytool(
                store,
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                algorithm,
                "-keysize",
                bits,
                "-dname",
                "CN=" + name,
                "-validity",
                "2");
        return store;
    }

    /** A truststore with the certificate of that key. */
    public static Path trusting(Path key, String name) throws IOException, InterruptedException {
        return trusting(key.resolveSibling(name + "-trust.p12"), key, name);
    }

    /** That truststore with the certificate of this key, too. */
    public static Path trusting(Path store, Path key, String name) throws IOException, InterruptedException {
        Path certificate = key.resolveSibling(name + ".cer");
        keytool(key, "-exportcert", "-alias", name, "-file", certificate.toString());
        keytool(store, "-importcert", "-noprompt", "-alias", name, "-file", certificate.toString());
        return store;
    }

    /** What a process of a cluster that has this key, and trusts it, is told. */
    public static Map<String, String> settings(Path key, Path truststore) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("security.ssl.internal.enabled", "true");
        settings.put("security.ssl.internal.keystore", key.toString());
        settings.put("security.ssl.internal.keystore-password", PASSWORD);
        settings.put("security.ssl.internal.key-password", PASSWORD);
        settings.put("security.ssl.internal.truststore", truststore.toString());
        settings.put("security.ssl.internal.truststore-password", PASSWORD);
        return settings;
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("expected keytool to do " + command + ", but it said: " + said);
        }
    }
}
