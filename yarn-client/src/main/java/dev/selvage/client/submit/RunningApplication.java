package dev.selvage.client.submit;

import dev.selvage.core.config.YarnOptions;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** An application that YARN knows. Any thread may call; calls ask the ResourceManager and block. */
public final class RunningApplication {

    private static final long LOOK_EVERY_MILLIS = 100;

    /** A ResourceManager that starts again is away for less. */
    private static final long LONGEST_SILENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

    private final YarnClient client;
    private final ApplicationId id;
    private final long validityMillis;

    /**
     * One of this cluster.
     *
     * @param validityMillis after how long YARN forgets that an ApplicationMaster of it has failed; -1 where it never does, or nobody knows
     */
    RunningApplication(YarnClient client, ApplicationId id, long validityMillis) {
        this.client = client;
        this.id = id;
        this.validityMillis = validityMillis;
    }

    public String id() {
        return id.toString();
    }

    public ApplicationState state() throws SubmissionException {
        return state(report());
    }

    private ApplicationReport report() throws SubmissionException {
        try {
            return client.getApplicationReport(id);
        } catch (ApplicationNotFoundException e) {
            throw new SubmissionException(
                    "Expected an application " + id
                            + ", but found that YARN knows none of that id. It forgets those that"
                            + " ended long ago; yarn application -list -appStates ALL shows what it knows.",
                    e);
        } catch (YarnException | IOException e) {
            throw YarnClusters.notAnswered("to hear how " + id + " is", e);
        }
    }

    private static ApplicationState state(ApplicationReport report) {
        return new ApplicationState(
                report.getApplicationId().toString(),
                said(report.getName()),
                said(report.getApplicationType()),
                said(report.getQueue()),
                phase(report),
                attempt(report),
                rest(report),
                said(report.getTrackingUrl()),
                said(report.getDiagnostics()));
    }

    /** Hadoop leaves out, or writes N/A, what it does not know. */
    private static String said(String text) {
        return Optional.ofNullable(text).filter(any -> !any.equals("N/A")).orElse("");
    }

    private static int attempt(ApplicationReport report) {
        return Optional.ofNullable(report.getCurrentApplicationAttemptId())
                .map(ApplicationAttemptId::getAttemptId)
                .orElse(0);
    }

    /** What the ApplicationMaster has registered as its page: not the other URL, which leads through YARN's proxy. */
    private static Optional<URI> rest(ApplicationReport report) {
        try {
            return Optional.of(said(report.getOriginalTrackingUrl()))
                    .filter(url -> url.startsWith("http"))
                    .map(URI::create);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ApplicationState.Phase phase(ApplicationReport report) {
        return switch (report.getYarnApplicationState()) {
            case NEW, NEW_SAVING, SUBMITTED, ACCEPTED -> ApplicationState.Phase.WAITING;
            case RUNNING -> ApplicationState.Phase.RUNNING;
            case FAILED -> ApplicationState.Phase.FAILED;
            case KILLED -> ApplicationState.Phase.KILLED;
            case FINISHED ->
                report.getFinalApplicationStatus() == FinalApplicationStatus.SUCCEEDED
                        ? ApplicationState.Phase.SUCCEEDED
                        : report.getFinalApplicationStatus() == FinalApplicationStatus.KILLED
                                ? ApplicationState.Phase.CANCELLED
                                : ApplicationState.Phase.FAILED;
        };
    }

    /**
     * Waits until an ApplicationMaster has registered, or the application has succeeded before anybody looked. A ResourceManager that
     * does not answer is waited for.
     *
     * @throws SubmissionException if the application fails or is killed, with what is known of the reason
     */
    public ApplicationState awaitRunning(SubmissionListener listener) throws SubmissionException, InterruptedException {
        long heard = System.nanoTime();
        long launched = heard;
        String last = "";
        while (true) {
            String reason;
            try {
                ApplicationReport report = report();
                heard = System.nanoTime();
                ApplicationState state = state(report);
                if (state.phase() == ApplicationState.Phase.RUNNING
                        || state.phase() == ApplicationState.Phase.SUCCEEDED) {
                    compareWithValidity(heard - launched, listener);
                    return state;
                } else if (state.phase().isEnd()) {
                    throw SubmissionException.ended(FailureReason.of(state.diagnostics()));
                }
                reason = WaitingReason.of(report.getYarnApplicationState(), state.diagnostics(), state.attempt());
                if (!WaitingReason.isStarting(state.diagnostics())) {
                    launched = heard;
                }
            } catch (SubmissionException e) {
                boolean silent = e.getCause() instanceof IOException;
                if (!silent || System.nanoTime() - heard > LONGEST_SILENCE_NANOS) {
                    throw e;
                }
                reason = "the ResourceManager does not answer";
            }
            if (!reason.equals(last)) {
                listener.waiting(reason);
                last = reason;
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /** If starting takes longer than failures count, one that fails in every start is started for ever. */
    private void compareWithValidity(long startNanos, SubmissionListener listener) {
        long startMillis = TimeUnit.NANOSECONDS.toMillis(startNanos);
        if (validityMillis > 0 && startMillis > validityMillis) {
            listener.tell("Expected the ApplicationMaster to start within " + validityMillis + " ms ("
                    + YarnOptions.ATTEMPTS_VALIDITY.key() + "), but found that it took " + startMillis
                    + " ms: one that died in every start would be started for ever. Raise the option.");
        }
    }

    /** Ends the application, whatever it does; returns when YARN has ended it. What it has stored stays. */
    public void kill() throws SubmissionException {
        try {
            client.killApplication(id);
        } catch (YarnException | IOException e) {
            throw YarnClusters.notAnswered("to end " + id, e);
        }
    }

    @Override
    public String toString() {
        return id();
    }
}
