package dev.selvage.platform.launch;

import dev.selvage.core.config.SecurityOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.platform.security.ClusterSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The file with the secret of a cluster, which only its owner reads; the first script that needs it makes it, unless its user has
 * named one.
 */
final class SecretFile {

    static final String VARIABLE = ClusterSecret.VARIABLE;

    private static final int BYTES = 32;

    private SecretFile() {}

    /** The file, or nothing where no secret is wanted. */
    static Optional<Path> of(Installation installation, Configuration configuration) throws LaunchException {
        if (!configuration.find(SecurityOptions.CONTROL_SECRET).orElse(true)) {
            return Optional.empty();
        }
        Path file = path(installation);
        if (!Files.exists(file)) {
            refuseIfNamed(file, installation);
            byte[] chance = new byte[BYTES];
            new SecureRandom().nextBytes(chance);
            create(file, HexFormat.of().formatHex(chance));
        }
        return Optional.of(file);
    }

    /** Whoever has mistyped a name would be left alone with a secret of his own. */
    private static void refuseIfNamed(Path file, Installation installation) throws LaunchException {
        if (installation.variable(VARIABLE).isPresent()) {
            throw LaunchException.unusable("Expected the secret of this cluster in " + file + ", which " + VARIABLE
                    + " names, but found no file there. Copy it from another machine of the cluster, or put a line of chance"
                    + " into it.");
        }
    }

    private static Path path(Installation installation) {
        return installation
                .variable(VARIABLE)
                .map(Path::of)
                .orElse(installation.configuration().resolve("control-secret"))
                .toAbsolutePath();
    }

    /** Takes over the secret of the machine that a cluster is started from. */
    static void take(Installation installation, String secret) throws LaunchException {
        Path file = path(installation);
        try {
            if (!Files.exists(file) || !Files.readString(file).strip().equals(secret)) {
                Path aside = aside(file);
                write(aside, secret);
                Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Whole or not at all, since other scripts may look for it at this moment; if one was faster, its secret holds. */
    private static void create(Path file, String secret) throws LaunchException {
        Path aside = aside(file);
        try {
            write(aside, secret);
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException e) {
            // What the other one has made is as good.
            return;
        } catch (IOException e) {
            throw unwritable(file, e);
        } finally {
            delete(aside);
        }
    }

    private static Path aside(Path file) {
        return file.resolveSibling(
                file.getFileName() + "-" + ProcessHandle.current().pid());
    }

    private static void write(Path file, String secret) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, (secret + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void delete(Path aside) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            // It is as well kept as the secret itself.
            return;
        }
    }

    private static LaunchException unwritable(Path file, IOException e) {
        return LaunchException.unusable("Expected to keep the secret of this cluster in " + file + ", but found: " + e
                + ". Make its directory writable, or name another file by " + VARIABLE + ".");
    }
}
