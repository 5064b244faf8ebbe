package dev.selvage.client.session;

import dev.selvage.client.submit.ApplicationState;
import dev.selvage.client.submit.RunningApplication;
import dev.selvage.client.submit.SubmissionException;
import dev.selvage.client.submit.SubmissionListener;
import dev.selvage.client.submit.SubmissionRequest;
import dev.selvage.client.submit.YarnClusters;
import dev.selvage.client.submit.files.Distribution;
import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.MemoryOptions;
import dev.selvage.core.config.TaskManagerOptions;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.ConfigurationCheck;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.ListText;
import dev.selvage.core.config.option.Option;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.process.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Starts a session on YARN, or attaches to one, or shows what the cluster has. */
@Command(
        name = "yarn-session.sh",
        mixinStandardHelpOptions = true,
        description = "Starts a cluster on YARN for whatever jobs come.")
final class YarnSessionCommand implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 500;

    @picocli.CommandLine.Option(
            names = {"-d", "--detached"},
            description = "Returns once the session runs.")
    private boolean detached;

    @picocli.CommandLine.Option(
            names = {"-q", "--query"},
            description = "Shows the nodes and queues of the cluster, and starts nothing.")
    private boolean query;

    @picocli.CommandLine.Option(
            names = {"-id", "--applicationId"},
            paramLabel = "ID",
            description = "Attaches to the session that is this application, and starts nothing.")
    private String applicationId = "";

    @picocli.CommandLine.Option(
            names = {"-nm", "--name"},
            paramLabel = "NAME",
            description = "The name under which YARN lists the session.")
    private String name = "";

    @picocli.CommandLine.Option(
            names = {"-qu", "--queue"},
            paramLabel = "QUEUE",
            description = "The queue that it is submitted to.")
    private String queue = "";

    @picocli.CommandLine.Option(
            names = {"-jm", "--jobManagerMemory"},
            paramLabel = "SIZE",
            description = "The memory of the ApplicationMaster; a plain number is megabytes.")
    private String jobManagerMemory = "";

    @picocli.CommandLine.Option(
            names = {"-tm", "--taskManagerMemory"},
            paramLabel = "SIZE",
            description = "The memory of each TaskManager; a plain number is megabytes.")
    private String taskManagerMemory = "";

    @picocli.CommandLine.Option(
            names = {"-s", "--slots"},
            paramLabel = "N",
            description = "The slots of each TaskManager.")
    private String slots = "";

    @picocli.CommandLine.Option(
            names = {"-t", "--ship"},
            paramLabel = "PATH",
            description = "A file or directory that every container finds; may be given more than once.")
    private List<String> ship = new ArrayList<>();

    @picocli.CommandLine.Option(
            names = {"-z", "--zookeeperNamespace"},
            paramLabel = "NAME",
            description = "Tells the records of this cluster from those of others; unset, the application's id does.")
    private String namespace = "";

    @picocli.CommandLine.Option(
            names = {"-at", "--applicationType"},
            paramLabel = "TYPE",
            description = "The type that YARN shows.")
    private String type = "";

    @picocli.CommandLine.Option(
            names = {"-nl", "--nodeLabel"},
            paramLabel = "LABEL",
            description = "The label of the nodes that it may run on.")
    private String label = "";

    @picocli.CommandLine.Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "Sets an option, over what the configuration files say.")
    private List<String> assignments = new ArrayList<>();

    private final Map<String, String> environment;
    private final BufferedReader input;
    private final PrintStream output;

    /** With whom it speaks. */
    YarnSessionCommand(Map<String, String> environment, BufferedReader input, PrintStream output) {
        this.environment = Map.copyOf(environment);
        this.input = input;
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            Distribution distribution = Distribution.of(environment)
                    .orElseThrow(() -> new InvalidConfigurationException(List.of(
                            "Expected SELVAGE_HOME to name the distribution, but found it unset. Use the scripts in"
                                    + " its bin directory, which set it.")));
            ConfigurationCheck.Checked checked =
                    ConfigurationFiles.load(distribution.configuration(), allAssignments());
            checked.warnings().forEach(output::println);
            return run(distribution, checked.configuration()).status();
        } catch (InvalidConfigurationException e) {
            e.problems().forEach(output::println);
            return ExitCode.UNUSABLE_CONFIGURATION.status();
        } catch (SubmissionException e) {
            e.problems().forEach(output::println);
            return (e.isMistake() ? ExitCode.UNUSABLE_CONFIGURATION : ExitCode.GIVEN_UP).status();
        }
    }

    /** What was said by letters, as options. */
    List<String> allAssignments() {
        List<String> all = new ArrayList<>(assignments);
        add(YarnOptions.APPLICATION_NAME, name, all);
        add(YarnOptions.APPLICATION_QUEUE, queue, all);
        add(YarnOptions.APPLICATION_TYPE, type, all);
        add(YarnOptions.MASTER_NODE_LABEL, label, all);
        add(MemoryOptions.JOBMANAGER_PROCESS, megabytes(jobManagerMemory), all);
        add(MemoryOptions.TASKMANAGER_PROCESS, megabytes(taskManagerMemory), all);
        add(TaskManagerOptions.SLOTS, slots, all);
        add(HighAvailabilityOptions.CLUSTER_ID, namespace, all);
        add(YarnOptions.SHIP_FILES, ListText.join(ship), all);
        return all;
    }

    private static void add(Option<?> option, String value, List<String> assignments) {
        if (!value.isBlank()) {
            assignments.add(option.key() + "=" + value);
        }
    }

    private static String megabytes(String size) {
        return size.strip().matches("[0-9]+") ? size.strip() + " mb" : size;
    }

    private ExitCode run(Distribution distribution, Configuration configuration)
            throws SubmissionException, IOException, InterruptedException {
        SessionProperties properties = SessionProperties.of(configuration);
        try (YarnClusters yarn = YarnClusters.connect(configuration, environment)) {
            if (query) {
                yarn.resources().forEach(output::println);
                return ExitCode.DONE;
            }
            SubmissionListener listener = new Lines(output);
            RunningApplication session = applicationId.isBlank()
                    ? yarn.submit(SubmissionRequest.session(configuration, distribution), listener)
                    : yarn.find(applicationId);
            output.println("The session is " + session + ".");
            ApplicationState state = session.awaitRunning(listener);
            properties.write(session.id());
            state.rest().ifPresent(rest -> output.println("Its JobManager is at " + rest + "."));
            if (!state.trackingUrl().isEmpty()) {
                output.println("YARN shows it at " + state.trackingUrl() + ".");
            }
            if (detached) {
                output.println("It goes on by itself. End it with: echo stop | bin/yarn-session.sh -id " + session);
                return ExitCode.DONE;
            }
            return stay(session, properties);
        }
    }

    private record Lines(PrintStream output) implements SubmissionListener {

        @Override
        public void tell(String sentence) {
            output.println(sentence);
        }

        @Override
        public void waiting(String reason) {
            output.println("Waiting: " + reason + ".");
        }
    }

    /** Until the session ends, by a word here or by anybody else. */
    private ExitCode stay(RunningApplication session, SessionProperties properties)
            throws SubmissionException, IOException, InterruptedException {
        output.println("Type stop to end it. Ctrl-C ends only this command, and the session goes on.");
        while (true) {
            // Without waiting for a line: where nobody types, the end of the session is what ends this.
            if (input.ready()) {
                String word = String.valueOf(input.readLine()).strip();
                if (word.equals("stop") || word.equals("quit")) {
                    SessionEnd.of(session);
                    properties.forget(session.id());
                    output.println("The session has ended.");
                    return ExitCode.DONE;
                }
                output.println("Expected stop, but found " + word + ". Ctrl-C ends only this command.");
            }
            ApplicationState state = session.state();
            if (state.phase().isEnd()) {
                properties.forget(session.id());
                output.println("The session has ended: " + state.phase() + ". " + state.diagnostics());
                return state.phase() == ApplicationState.Phase.FAILED ? ExitCode.GIVEN_UP : ExitCode.DONE;
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
