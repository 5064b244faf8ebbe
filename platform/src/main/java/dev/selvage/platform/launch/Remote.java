package dev.selvage.platform.launch;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.Configuration;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls scripts on other machines, by SSH, several at once. The distribution lies in the same place there. */
final class Remote {

    /** Says to the script that the secret of the cluster comes in its standard input. */
    static final String SECRET_FOLLOWS = "SELVAGE_SECRET_FOLLOWS";

    private final Installation installation;
    private final List<String> options;
    private final Optional<String> secret;
    private final List<Call> calls = new ArrayList<>();

    /**
     * Calls none yet.
     *
     * @param secret which the other machines have to know too
     */
    Remote(Installation installation, Configuration configuration, Optional<String> secret) {
        this.installation = installation;
        this.options = configuration.find(ProcessOptions.SSH_OPTS).stream()
                .flatMap(text -> Stream.of(text.strip().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toList();
        this.secret = secret;
    }

    private record Call(String host, String script, Process process) {}

    /** Begins to run a script there; its words appear on this terminal. */
    void call(String host, String script, List<String> words) throws LaunchException {
        try {
            Process process = new ProcessBuilder(command(host, script, words))
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream input = process.getOutputStream()) {
                input.write((secret.orElse("") + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It has ended without reading, and says why by itself.
            }
            calls.add(new Call(host, script, process));
        } catch (IOException e) {
            throw LaunchException.unusable("Expected to reach " + host + " by ssh, but found: " + e.getMessage()
                    + ". Install ssh, or start the processes there by themselves.");
        }
    }

    List<String> command(String host, String script, List<String> words) {
        List<String> command = new ArrayList<>(List.of("ssh"));
        command.addAll(options);
        command.add(host);
        command.add("--");
        // What somebody has in his profile, such as JAVA_HOME, holds there too.
        command.add(Stream.concat(
                        Stream.of("env", "SELVAGE_CONF_DIR=" + installation.configuration()),
                        Stream.concat(
                                variables(),
                                Stream.concat(
                                        Stream.of(
                                                "bash",
                                                "-l",
                                                installation
                                                        .home()
                                                        .resolve("bin/" + script)
                                                        .toString()),
                                        words.stream())))
                .map(Remote::quoted)
                .collect(Collectors.joining(" ")));
        return command;
    }

    private Stream<String> variables() {
        Stream<String> passedOn = Stream.of(
                        "SELVAGE_LOG_DIR", "SELVAGE_PID_DIR", "SELVAGE_IDENT_STRING", SecretFile.VARIABLE)
                .flatMap(name -> installation.variable(name).stream().map(value -> name + "=" + value));
        return secret.isPresent() ? Stream.concat(passedOn, Stream.of(SECRET_FOLLOWS + "=yes")) : passedOn;
    }

    /** As one word of a shell. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Waits for all that were called. */
    void await() throws LaunchException, InterruptedException {
        List<String> problems = new ArrayList<>();
        for (Call call : calls) {
            int status = call.process.waitFor();
            if (status != 0) {
                problems.add("Expected " + call.script + " to do its work on " + call.host
                        + ", but it ended with status " + status + "; what it said stands above.");
            }
        }
        if (!problems.isEmpty()) {
            throw LaunchException.failed(String.join("\n", problems));
        }
    }
}
