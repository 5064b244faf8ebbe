package dev.selvage.platform.launch;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts processes on this machine, and stays until they are up or have said why not. */
final class LocalStart {

    private static final long UP_WITHIN_NANOS = 60_000_000_000L;
    /** A JobManager is up before it leads; what keeps it from leading shows soon after. */
    private static final long STAYS_NANOS = 1_000_000_000L;

    private static final long LOOK_MILLIS = 20;

    private final Installation installation;
    private final PrintStream terminal;
    private final List<Started> started = new ArrayList<>();

    LocalStart(Installation installation, PrintStream terminal) {
        this.installation = installation;
        this.terminal = terminal;
    }

    /** Starts a JobManager or a TaskManager in the background. */
    void start(Daemon daemon, List<String> assignments) throws InvalidConfigurationException, LaunchException {
        Settings settings = Settings.forProcess(installation, assignments);
        LaunchPlan plan = LaunchPlan.of(daemon, installation, settings);
        start(withSecret(plan, installation, settings), settings, Optional.empty());
    }

    /** With the secret of the cluster, where it has one. */
    static LaunchPlan withSecret(LaunchPlan plan, Installation installation, Settings settings) throws LaunchException {
        Optional<Path> secret = SecretFile.of(installation, settings.configuration());
        return secret.isPresent() ? plan.with(SecretFile.VARIABLE, secret.get().toString()) : plan;
    }

    /**
     * Starts what the plan says in the background.
     *
     * @param port where it listens once it is up, if that is how to find out
     */
    void start(LaunchPlan plan, Settings settings, Optional<InetSocketAddress> port) throws LaunchException {
        Daemon daemon = plan.daemon();
        Configuration configuration = settings.configuration();
        if (port.filter(Started::listens).isPresent()) {
            throw LaunchException.unusable("Expected that nobody listens at " + port.get() + ", where this " + daemon
                    + " daemon is to be, but found that somebody does. Perhaps it runs already; or give it"
                    + " another port.");
        }
        Path logs = writable(installation.logs(configuration));
        try (PidFile pids = PidFile.open(installation.pidFile(configuration, daemon), daemon)) {
            int running = pids.living().size();
            if (running > 0) {
                terminal.println("[INFO] " + running + " instance(s) of " + daemon + " are already running on "
                        + installation.host() + ".");
            }
            int number = pids.free();
            String name = installation.fileName(daemon, number);
            Path output = logs.resolve(name + ".out");
            Path log = logs.resolve(name + ".log");
            LaunchPlan complete = plan.with("SELVAGE_LOG_FILE", log.toString()).withJvmArgument("-Dlog.file=" + log);
            terminal.println("Starting " + daemon + " daemon on host " + installation.host() + ".");
            Process process = run(complete, settings, logs, output);
            pids.put(number, process.pid());
            started.add(new Started(daemon, process, output, log, port));
        }
    }

    static Path writable(Path logs) throws LaunchException {
        try {
            Files.createDirectories(logs);
            Files.delete(Files.createTempFile(logs, "selvage-", ".tried"));
            return logs;
        } catch (IOException e) {
            throw LaunchException.unusable("Expected to write logs into " + logs + ", but found: " + e
                    + ". Name a directory that you may write to: " + ProcessOptions.LOG_DIR.key()
                    + ", or SELVAGE_LOG_DIR in the environment.");
        }
    }

    private static Process run(LaunchPlan plan, Settings settings, Path directory, Path output) throws LaunchException {
        // A terminal that is closed takes nothing along.
        List<String> command =
                Stream.concat(Stream.of("nohup"), plan.command().stream()).toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(plan.variables());
        try {
            if (Files.exists(output)) {
                Files.move(
                        output,
                        output.resolveSibling(output.getFileName() + ".1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Files.write(
                    output,
                    Stream.concat(settings.chosen().stream(), Stream.of(plan.jvm()))
                            .map(line -> "# " + line)
                            .toList(),
                    StandardOpenOption.CREATE);
            return builder.start();
        } catch (IOException e) {
            throw LaunchException.failed(
                    "Expected to start " + String.join(" ", command) + ", but found: " + e.getMessage() + ".");
        }
    }

    /** Returns once all of them are up, or says of those that have ended what they said last. */
    void awaitUp() throws LaunchException, InterruptedException {
        long giveUpAt = System.nanoTime() + UP_WITHIN_NANOS;
        List<Started> waitedFor = new ArrayList<>(started);
        while (!waitedFor.isEmpty() && System.nanoTime() < giveUpAt) {
            waitedFor.removeIf(each -> each.hasEnded() || each.isUp());
            Thread.sleep(LOOK_MILLIS);
        }
        boolean mayStillFail = started.stream().anyMatch(each -> each.daemon() == Daemon.JOBMANAGER);
        long staysUntil = System.nanoTime() + STAYS_NANOS;
        while (mayStillFail
                && System.nanoTime() < staysUntil
                && started.stream().noneMatch(Started::hasEnded)) {
            Thread.sleep(LOOK_MILLIS);
        }
        waitedFor.stream()
                .filter(each -> !each.hasEnded())
                .forEach(each -> terminal.println("The " + each.daemon() + " daemon (pid: "
                        + each.process().pid() + ") is still starting after " + UP_WITHIN_NANOS / 1_000_000_000L
                        + " s. Its log: " + each.log()));
        List<String> ended = started.stream()
                .filter(Started::hasEnded)
                .map(each -> "Expected the " + each.daemon() + " daemon on host " + installation.host()
                        + " to stay, but it ended with status "
                        + each.process().exitValue() + ". " + each.lastWords())
                .toList();
        if (!ended.isEmpty()) {
            throw LaunchException.failed(String.join("\n", ended));
        }
    }
}
