package dev.selvage.client;

import dev.selvage.client.command.SelvageCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What came of a command.
 *
 * @param output on standard output
 * @param error on standard error
 */
public record Said(int status, String output, String error) {

    /** Calls a command with a configuration directory of its own, which is made with quick retries if it is not there. */
    public static Said by(Path directory, String... words) throws IOException {
        Path conf = directory.resolve("conf");
        if (!Files.exists(conf)) {
            configure(directory, "");
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(output, true, StandardCharsets.UTF_8),
                new PrintStream(error, true, StandardCharsets.UTF_8),
                false);
        int status = SelvageCommand.execute(
                words,
                Map.of(
                        "SELVAGE_CONF_DIR",
                        conf.toString(),
                        "SELVAGE_LOG_DIR",
                        directory.resolve("log").toString()),
                terminal);
        return new Said(status, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    }

    /** Writes these lines into the configuration. */
    public static void configure(Path directory, String lines) throws IOException {
        Files.writeString(
                Files.createDirectories(directory.resolve("conf")).resolve("selvage-conf.yaml"),
                "rest.retry.delay: 1 ms\nrest.retry.max-attempts: 3\nclient.retry-period: 2 ms\n" + lines
                        // Where no session is noted, whoever calls this test.
                        + "yarn.properties-file.location: " + directory + "\n");
    }
}
