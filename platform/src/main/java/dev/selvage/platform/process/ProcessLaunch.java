package dev.selvage.platform.process;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.ConfigurationCheck;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.logging.LogSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Starts a process the way all of ours start: configuration, logs, faults, and then its own parts, in order. What goes wrong
 * on the way is told in sentences, on the terminal and in the log, and by the exit status.
 */
public final class ProcessLaunch {

    /** Where a process finds its configuration and leaves its log. */
    public record Place(LogSetup.Role role, Path configurationDirectory, Path logFile) {}

    /** Starts the parts of one kind of process, in order. */
    public interface Wiring {
        void wire(Configuration configuration, FatalFaults faults, ProcessSteps steps)
                throws ProcessSteps.StartFailedException, InvalidConfigurationException;
    }

    /** How the line ends that a process in the background prints once it is up: whoever has started it waits for that. */
    public static final String UP = " is up";

    /** Far longer than YARN gives a process between SIGTERM and SIGKILL. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private ProcessLaunch() {}

    /**
     * Starts the process; returns once all its parts are started, or ends it. It lives on in the threads of its parts.
     *
     * @param assignments what stood behind {@code -D}
     */
    public static void launch(String name, Place place, List<String> assignments, Wiring wiring) {
        launch(name, place, assignments, wiring, unusable -> {});
    }

    /**
     * The same for a process whose supervisor would start it again, however often it cannot use its configuration.
     *
     * @param unusable is told before the process ends for that reason
     */
    public static void launch(
            String name,
            Place place,
            List<String> assignments,
            Wiring wiring,
            Consumer<InvalidConfigurationException> unusable) {
        try {
            start(name, place, assignments, wiring);
        } catch (InvalidConfigurationException e) {
            endUnusable(e, unusable);
        } catch (IOException e) {
            tell(Failure.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "Expected to read " + place.configurationDirectory + ", but found: " + e + "."));
            System.exit(ExitCode.UNUSABLE_CONFIGURATION.status());
        } catch (ProcessSteps.StartFailedException e) {
            if (e.getCause() instanceof InvalidConfigurationException invalid) {
                // Some settings are looked at where they are used.
                endUnusable(invalid, unusable);
            }
            tell(new Failure(
                    ErrorCode.START_FAILED,
                    String.valueOf(e.getMessage()),
                    Optional.ofNullable(e.getCause()).map(ProcessLaunch::stackOf)));
            System.exit(ExitCode.START_FAILED.status());
        }
    }

    private static void endUnusable(
            InvalidConfigurationException invalid, Consumer<InvalidConfigurationException> unusable) {
        invalid.problems().forEach(problem -> tell(Failure.of(ErrorCode.CONFIGURATION_INVALID, problem)));
        unusable.accept(invalid);
        System.exit(ExitCode.UNUSABLE_CONFIGURATION.status());
    }

    private static String stackOf(Throwable fault) {
        StringWriter stack = new StringWriter();
        fault.printStackTrace(new PrintWriter(stack, true));
        return stack.toString();
    }

    private static void start(String name, Place place, List<String> assignments, Wiring wiring)
            throws InvalidConfigurationException, IOException, ProcessSteps.StartFailedException {
        ConfigurationCheck.Checked checked = ConfigurationFiles.load(place.configurationDirectory, assignments);
        Configuration configuration = checked.configuration();
        Optional<String> logsElsewhere =
                LogSetup.start(place.role, place.configurationDirectory, place.logFile, configuration);
        Logger log = LogManager.getLogger(ProcessLaunch.class);
        logsElsewhere.ifPresent(log::warn);
        FatalFaults faults = FatalFaults.install(configuration);
        ProcessSteps steps = new ProcessSteps();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(steps), "shutdown"));
        log.info("{} starts; process {}, Java {}", name, ProcessHandle.current().pid(), Runtime.version());
        configuration.masked().forEach((key, text) -> log.info("  {}: {}", key, text));
        checked.warnings().forEach(log::warn);
        wiring.wire(configuration, faults, steps);
        log.info(name + UP);
        if (place.role == LogSetup.Role.CLUSTER) {
            System.out.println(name + UP);
        }
    }

    /** Stops the parts, but not for ever: what is worth keeping was durable before. */
    private static void stop(ProcessSteps steps) {
        Thread stopping = new Thread(steps::close, "stopping");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(STOP_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            LogSetup.stop();
        }
    }

    /** On the terminal and in the log, and once if both are the same or there is no log yet. */
    private static void tell(Failure failure) {
        boolean logs = LogSetup.isSetUp();
        if (logs) {
            LogManager.getLogger(ProcessLaunch.class).error(failure);
        }
        if (!logs || !LogSetup.showsOnTerminal()) {
            System.err.println(failure);
        }
    }
}
