package dev.selvage.platform.launch;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.platform.process.ExitCode;
import dev.selvage.platform.process.ProcessArguments;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a script in {@code bin} does: its name is the first word, and what it was given are the others. */
public final class ScriptMain {

    private final Installation installation;
    private final String script;
    private final List<String> words;
    private final List<String> assignments;

    private ScriptMain(Installation installation, String script, ProcessArguments given) {
        this.installation = installation;
        this.script = script;
        this.words = given.words();
        this.assignments = given.assignments();
    }

    public static void main(String[] arguments) {
        try {
            List<String> rest = List.of(arguments).subList(1, arguments.length);
            ProcessArguments given = ProcessArguments.of(arguments[0], rest.toArray(String[]::new), System.getenv());
            new ScriptMain(Installation.of(System.getenv()), arguments[0], given).run();
        } catch (InvalidConfigurationException e) {
            e.problems().forEach(System.err::println);
            System.exit(ExitCode.UNUSABLE_CONFIGURATION.status());
        } catch (LaunchException e) {
            System.err.println(e.getMessage());
            System.exit(e.code().status());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() throws InvalidConfigurationException, LaunchException, InterruptedException {
        takeSecret();
        switch (script) {
            case "start-cluster.sh" -> cluster().start();
            case "stop-cluster.sh" -> cluster().stop();
            case "start-zookeeper-quorum.sh" -> quorum().startAll();
            case "stop-zookeeper-quorum.sh" -> quorum().stopAll();
            case "selvage" -> commandLine();
            default -> control(Daemon.of(script));
        }
    }

    private void takeSecret() throws LaunchException {
        if (installation.variable(Remote.SECRET_FOLLOWS).isPresent()) {
            try {
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                SecretFile.take(
                        installation, Optional.ofNullable(input.readLine()).orElse(""));
            } catch (IOException e) {
                throw LaunchException.unusable(
                        "Expected the secret of the cluster as a line of input, but found: " + e);
            }
        }
    }

    /** Says how it is started; its script knows what it is to do. */
    private void commandLine() throws InvalidConfigurationException, LaunchException {
        Configuration configuration = Settings.said(installation, assignments).configuration();
        LaunchPlan.commandLine(installation, configuration, words).forEach(System.out::println);
    }

    private Cluster cluster() throws InvalidConfigurationException, LaunchException {
        refuse(words, "no words but -Dkey=value");
        return Cluster.of(installation, assignments, System.out);
    }

    private QuorumScripts quorum() throws InvalidConfigurationException, LaunchException {
        return new QuorumScripts(installation, Settings.said(installation, assignments), System.out);
    }

    private void control(Daemon daemon) throws InvalidConfigurationException, LaunchException, InterruptedException {
        String command = words.isEmpty() ? "nothing" : words.get(0);
        List<String> more = words.isEmpty() ? words : words.subList(1, words.size());
        switch (command) {
            case "start" -> start(daemon, more);
            case "start-foreground" -> foreground(daemon, more);
            case "stop" -> stop(daemon, 1);
            case "stop-all" -> stop(daemon, Integer.MAX_VALUE);
            default ->
                throw LaunchException.unusable("Expected " + script
                        + " start, start-foreground, stop or stop-all, but found " + command + ".");
        }
    }

    private void start(Daemon daemon, List<String> more)
            throws InvalidConfigurationException, LaunchException, InterruptedException {
        if (daemon == Daemon.ZOOKEEPER) {
            quorum().start(QuorumScripts.number(more));
        } else {
            LocalStart start = new LocalStart(installation, System.out);
            start.start(daemon, assignments(daemon, more));
            start.awaitUp();
        }
    }

    private void foreground(Daemon daemon, List<String> more) throws InvalidConfigurationException, LaunchException {
        Foreground foreground = new Foreground(installation, System.err);
        List<String> command;
        if (daemon == Daemon.ZOOKEEPER) {
            Settings settings = Settings.said(installation, assignments);
            LaunchPlan plan = quorum().plan(QuorumScripts.number(more), "log4j-console.properties");
            command = foreground.command(plan, settings.configuration());
        } else {
            Settings settings = Settings.forProcess(installation, assignments(daemon, more));
            LaunchPlan plan =
                    LocalStart.withSecret(LaunchPlan.of(daemon, installation, settings), installation, settings);
            settings.chosen().forEach(System.err::println);
            command = foreground.command(plan, settings.configuration());
        }
        command.forEach(System.out::println);
    }

    private List<String> assignments(Daemon daemon, List<String> more) throws LaunchException {
        if (daemon == Daemon.JOBMANAGER) {
            return JobManagerWords.assignments(more, assignments);
        }
        refuse(more, "nothing but -Dkey=value behind " + script + " start");
        return new ArrayList<>(assignments);
    }

    private static void refuse(List<String> words, String wanted) throws LaunchException {
        if (!words.isEmpty()) {
            throw LaunchException.unusable("Expected " + wanted + ", but found " + String.join(" ", words) + ".");
        }
    }

    private void stop(Daemon daemon, int howMany)
            throws InvalidConfigurationException, LaunchException, InterruptedException {
        PrintStream terminal = System.out;
        Configuration configuration = Settings.said(installation, assignments).configuration();
        new LocalStop(installation, configuration, terminal).stop(daemon, howMany);
    }
}
