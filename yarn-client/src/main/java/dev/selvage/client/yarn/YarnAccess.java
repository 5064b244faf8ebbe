package dev.selvage.client.yarn;

import dev.selvage.client.ClientLog;
import dev.selvage.client.ClientSettings;
import dev.selvage.client.CommandException;
import dev.selvage.client.Terminal;
import dev.selvage.client.rest.Departure;
import dev.selvage.client.submit.ApplicationState;
import dev.selvage.client.submit.RunningApplication;
import dev.selvage.client.submit.SubmissionException;
import dev.selvage.client.submit.SubmissionListener;
import dev.selvage.client.submit.SubmissionRequest;
import dev.selvage.client.submit.YarnClusters;
import dev.selvage.client.submit.files.Distribution;
import dev.selvage.client.submit.files.Histories;
import dev.selvage.client.submit.files.UnusableFileException;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.platform.history.ApplicationHistory;
import dev.selvage.platform.leadership.HighAvailability;
import dev.selvage.platform.leadership.RememberedClusters;
import dev.selvage.platform.plugin.Plugins;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * YARN as one command sees it: what is wrong is a {@link CommandException}, and how things stand shows on the terminal. Any thread
 * may call; calls block.
 */
public final class YarnAccess implements AutoCloseable {

    private final ClientSettings settings;
    private final Terminal terminal;
    private final YarnClusters yarn;

    private YarnAccess(ClientSettings settings, Terminal terminal, YarnClusters yarn) {
        this.settings = settings;
        this.terminal = terminal;
        this.yarn = yarn;
    }

    /** The cluster that settings and environment name; nobody has been asked yet. */
    public static YarnAccess open(ClientSettings settings, Terminal terminal) {
        // Hadoop begins to log as soon as it is touched.
        ClientLog.start(settings, terminal);
        try {
            return new YarnAccess(
                    settings, terminal, YarnClusters.connect(settings.configuration(), settings.environment()));
        } catch (SubmissionException e) {
            throw refused(e);
        }
    }

    /** An application that YARN knows, running or not. */
    RunningApplication find(String id) {
        try {
            return yarn.find(id);
        } catch (SubmissionException e) {
            throw refused(e);
        }
    }

    /** The class whose {@code main()} is to be called, of a jar that lies where nodes find it. */
    String entryClass(String jar, Optional<String> named) {
        Optional<String> found;
        try {
            // Also where the class is named: a jar that is not there is worth a word now.
            found = yarn.mainClassOf(jar, "the program");
        } catch (SubmissionException e) {
            throw refused(e);
        }
        return named.or(() -> found)
                .orElseThrow(() -> CommandException.unusable("Expected the manifest of " + jar
                        + " to name a Main-Class, but it names none. Name the class whose main() is to be called by"
                        + " -c."));
    }

    /** What is to run, once the distribution is known. */
    interface Wish {
        SubmissionRequest of(Configuration options, Distribution distribution);
    }

    /** Returns when YARN has accepted the application. */
    RunningApplication submit(Wish wish) throws InterruptedException {
        Distribution distribution = Distribution.of(settings.environment())
                .orElseThrow(() -> CommandException.unusable(
                        "Expected SELVAGE_HOME to name the distribution, but found it unset. Use the scripts in its bin"
                                + " directory, which set it."));
        try {
            return yarn.submit(wish.of(settings.configuration(), distribution), new Progress(terminal));
        } catch (SubmissionException e) {
            throw refused(e);
        } finally {
            terminal.progressIsOver();
        }
    }

    /** Waits until the application runs, or has succeeded before anybody looked; says why nothing happens meanwhile. */
    ApplicationState awaitRunning(RunningApplication application, Departure departure, Departure.Waited waited)
            throws InterruptedException {
        try {
            ApplicationState state = application.awaitRunning(new Progress(terminal));
            terminal.progressIsOver();
            if (!state.trackingUrl().isEmpty()) {
                terminal.tell("YARN shows it at " + state.trackingUrl() + ".");
            }
            return state;
        } catch (SubmissionException e) {
            if (e.isEnd()) {
                departure.hasEnded(waited);
            }
            throw CommandException.gaveUp(
                    "Expected " + application + " to run, but it does not. " + String.join("\n", e.problems()), e);
        } finally {
            terminal.progressIsOver();
        }
    }

    /** Deletes what applications have left that have ended; a line for each thing that was done, or would be. */
    public List<String> purge(boolean dryRun) {
        Optional<RememberedClusters> remembered;
        try {
            remembered = HighAvailability.remembered(
                    settings.configuration(), Plugins.of(settings.configuration(), settings.environment()));
        } catch (InvalidConfigurationException e) {
            throw CommandException.unusable(String.join("\n", e.problems()), e);
        }
        try {
            return yarn.purge(settings.configuration(), remembered, dryRun);
        } catch (SubmissionException e) {
            throw refused(e);
        } finally {
            remembered.ifPresent(RememberedClusters::close);
        }
    }

    /** What applications that have ended have left to be read, the newest first; what cannot be read shows on the terminal. */
    public List<ApplicationHistory> histories() {
        try {
            return yarn.histories(settings.configuration()).all(terminal::tell);
        } catch (SubmissionException e) {
            throw refused(e);
        } catch (IOException e) {
            throw unread(e);
        }
    }

    /** What an application has left. */
    public ApplicationHistory history(String id) {
        try {
            return yarn.histories(settings.configuration()).parsed(id, historyFile(id));
        } catch (SubmissionException e) {
            throw refused(e);
        } catch (UnusableFileException e) {
            throw CommandException.gaveUp(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw unread(e);
        }
    }

    /** The same, as it is written. */
    public String historyFile(String id) {
        try {
            Histories histories = yarn.histories(settings.configuration());
            Optional<String> text = histories.text(id);
            if (text.isEmpty()) {
                throw CommandException.gaveUp("Expected the history of " + id + " in " + histories.place(id)
                        + ", but found no such file: an application has one once it has ended by itself or by a command"
                        + " of ours, for 30 days. " + whatYarnKnows(id));
            }
            return text.get();
        } catch (SubmissionException e) {
            throw refused(e);
        } catch (IOException e) {
            throw unread(e);
        }
    }

    private String whatYarnKnows(String id) {
        try {
            ApplicationState state = yarn.find(id).state();
            return "YARN says that it is " + state.phase() + ". " + state.diagnostics();
        } catch (SubmissionException e) {
            return String.join("\n", e.problems());
        }
    }

    private static CommandException unread(IOException e) {
        return CommandException.gaveUp("Expected to read what applications have left, but found: " + e.getMessage(), e);
    }

    static CommandException refused(SubmissionException e) {
        String sentences = String.join("\n", e.problems());
        return e.isMistake() ? CommandException.unusable(sentences, e) : CommandException.gaveUp(sentences, e);
    }

    private record Progress(Terminal terminal) implements SubmissionListener {

        @Override
        public void tell(String sentence) {
            terminal.tell(sentence);
        }

        @Override
        public void waiting(String reason) {
            terminal.progress("Waiting: " + reason, "");
        }
    }

    @Override
    public void close() {
        yarn.close();
    }
}
