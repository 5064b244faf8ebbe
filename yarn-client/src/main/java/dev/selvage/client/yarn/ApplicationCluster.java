package dev.selvage.client.yarn;

import dev.selvage.client.ClientSettings;
import dev.selvage.client.CommandException;
import dev.selvage.client.RunRequest;
import dev.selvage.client.Terminal;
import dev.selvage.client.rest.ClusterClient;
import dev.selvage.client.rest.ClusterFinder;
import dev.selvage.client.rest.ClusterJobs;
import dev.selvage.client.submit.ApplicationState;
import dev.selvage.client.submit.RunningApplication;
import dev.selvage.client.submit.SubmissionException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * The cluster that is an application of YARN, be it a session or there for one job: REST is where its ApplicationMaster has
 * registered, which may be another one later.
 */
public final class ApplicationCluster implements ClusterFinder {

    private final RunningApplication application;
    private final Optional<String> noted;

    private ApplicationCluster(RunningApplication application, Optional<String> noted) {
        this.application = application;
        this.noted = noted;
    }

    /** The one that a command has submitted. */
    static ApplicationCluster of(RunningApplication application) {
        return new ApplicationCluster(application, Optional.empty());
    }

    /** Its jobs, for whoever waits for them. */
    ClusterJobs jobs(RunRequest request) {
        return new ClusterJobs(new ClusterClient(this, request.settings(), request.terminal()));
    }

    /** The one that a command means, if it means one; YARN is asked as long as this process lives. */
    public static Optional<ApplicationCluster> meantBy(ClientSettings settings, Terminal terminal) {
        Optional<MeantApplication> meant = MeantApplication.of(settings);
        meant.flatMap(MeantApplication::noted)
                .ifPresent(file ->
                        terminal.tell("The session " + meant.get().id() + " on YARN is meant, as " + file + " says."));
        return meant.map(known ->
                new ApplicationCluster(YarnAccess.open(settings, terminal).find(known.id()), known.noted()));
    }

    @Override
    public Optional<URI> find() throws IOException {
        ApplicationState state = state();
        if (state.phase().isEnd()) {
            throw CommandException.gaveUp(ended(state));
        }
        return state.phase() == ApplicationState.Phase.RUNNING ? state.rest() : Optional.empty();
    }

    private ApplicationState state() throws IOException {
        try {
            return application.state();
        } catch (SubmissionException e) {
            if (e.getCause() instanceof IOException) {
                // A ResourceManager that starts again is worth another question.
                throw new IOException(String.join(" ", e.problems()), e);
            }
            throw YarnAccess.refused(e);
        }
    }

    /** Where people look for what has become of it: YARN knows that for some time. */
    private String ended(ApplicationState state) {
        String said = state.diagnostics().strip();
        return "Expected " + where() + " to run, but found that it has ended: " + state.phase() + "."
                + (said.isEmpty() ? "" : " " + said.replaceFirst("[^.]$", "$0."))
                + noted.map(file ->
                                " Start another session (bin/yarn-session.sh -d), or name another cluster by -t or -m.")
                        .orElse(" yarn logs -applicationId " + application + " shows what it has logged.");
    }

    @Override
    public boolean mayMove() {
        return true;
    }

    @Override
    public boolean mayEndWithItsJob() {
        return true;
    }

    @Override
    public boolean hasEndedWell() {
        try {
            return state().phase() == ApplicationState.Phase.SUCCEEDED;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String where() {
        return "application " + application
                + noted.map(file -> " (as " + file + " says)").orElse("");
    }

    @Override
    public String hint() {
        return "-yid " + application;
    }

    @Override
    public String advice() {
        return "yarn application -status " + application + " shows how it stands.";
    }
}
