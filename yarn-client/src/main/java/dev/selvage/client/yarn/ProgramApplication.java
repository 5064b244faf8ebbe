package dev.selvage.client.yarn;

import dev.selvage.client.CommandException;
import dev.selvage.client.RunRequest;
import dev.selvage.client.rest.Departure;
import dev.selvage.client.rest.ToldIncidents;
import dev.selvage.client.submit.ApplicationState;
import dev.selvage.client.submit.RunningApplication;
import dev.selvage.client.submit.SubmissionException;
import dev.selvage.client.submit.SubmissionRequest;
import dev.selvage.core.config.ExecutionOptions;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.platform.process.ExitCode;
import dev.selvage.platform.program.ProgramException;
import dev.selvage.platform.program.ProgramRunner;
import dev.selvage.platform.program.UserProgram;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has an application on YARN call a program's {@code main()}, and waits for its end if it is to. */
public final class ProgramApplication {

    private final RunRequest request;

    public ProgramApplication(RunRequest request) {
        this.request = request;
    }

    /**
     * Returns how the command has ended.
     *
     * @param jar a path, or a URI of a file system that nodes have too: then it stays where it is
     * @param settings what the program's environment begins with
     */
    public ExitCode run(String jar, Optional<String> entryClass, List<String> arguments, Map<String, String> settings) {
        try (YarnAccess yarn = YarnAccess.open(request.settings(), request.terminal())) {
            String found = isRemote(jar)
                    ? yarn.entryClass(jar, entryClass)
                    : entryOf(new UserProgram(List.of(Path.of(jar)), entryClass, arguments, settings));
            SubmissionRequest.Program program = new SubmissionRequest.Program(
                    List.of(isRemote(jar) ? jar : Path.of(jar).toAbsolutePath().toString()),
                    found,
                    arguments,
                    settings.entrySet().stream()
                            .map(each -> new ApplicationPlan.Setting(each.getKey(), each.getValue()))
                            .toList());
            return run(program, yarn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.gaveUp(
                    "Expected to wait for the application, but this thread was interrupted; what YARN has accepted goes"
                            + " on.",
                    e);
        }
    }

    private static boolean isRemote(String jar) {
        try {
            return Optional.ofNullable(URI.create(jar).getScheme())
                    .filter(scheme -> !scheme.equals("file"))
                    .isPresent();
        } catch (IllegalArgumentException e) {
            // Such as one with blanks, as files of this machine may have them.
            return false;
        }
    }

    /** What the ApplicationMaster would find out minutes later. */
    private static String entryOf(UserProgram program) {
        try {
            return ProgramRunner.find().entryClass(program);
        } catch (ProgramException e) {
            throw CommandException.unusable(e.sentence(), e);
        }
    }

    private ExitCode run(SubmissionRequest.Program program, YarnAccess yarn) throws InterruptedException {
        String name = program.entryClass().replaceFirst(".*\\.", "");
        Departure departure = new Departure(
                request.terminal(), request.settings().configuration().get(ExecutionOptions.SHUTDOWN_ON_ATTACHED_EXIT));
        if (!request.detached()) {
            departure.watch();
        }
        RunningApplication application = yarn.submit(
                (options, distribution) -> SubmissionRequest.application(options, distribution, name, program));
        Waited waited = new Waited(application, name);
        departure.hasBegun(waited);
        request.terminal().say("Submitted " + name + " as " + application);
        yarn.awaitRunning(application, departure, waited);
        if (request.detached()) {
            request.terminal().tell("It goes on by itself. To end it: " + waited.endCommand());
            return ExitCode.DONE;
        }
        ApplicationState end = awaitEnd(application, waited);
        departure.hasEnded(waited);
        return ended(end, waited);
    }

    private ApplicationState awaitEnd(RunningApplication application, Waited waited) {
        ToldIncidents incidents =
                new ToldIncidents(ApplicationCluster.of(application).jobs(request));
        return new ApplicationEnd(application, request.terminal())
                .await(() -> false, state -> {
                    if (state.phase() == ApplicationState.Phase.RUNNING) {
                        incidents.lookAtAll();
                    }
                    return waited.what() + " is " + state.phase();
                })
                .orElseThrow();
    }

    private ExitCode ended(ApplicationState end, Waited waited) {
        String how = waited.what() + " has ended: " + end.phase() + ". "
                + end.diagnostics().strip();
        switch (end.phase()) {
            case SUCCEEDED, CANCELLED -> {
                request.terminal().say(how.strip());
                return ExitCode.DONE;
            }
            case FAILED -> {
                request.terminal().tell(how.strip());
                return ExitCode.JOB_FAILED;
            }
            default -> throw CommandException.gaveUp(how.strip());
        }
    }

    private record Waited(RunningApplication application, String name) implements Departure.Waited {

        @Override
        public String what() {
            return "Application " + application + " (" + name + ")";
        }

        @Override
        public String endCommand() {
            return "yarn application -kill " + application;
        }

        @Override
        public void endAtOnce() {
            try {
                application.kill();
            } catch (SubmissionException e) {
                throw YarnAccess.refused(e);
            }
        }
    }
}
