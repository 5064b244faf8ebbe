package dev.selvage.client.submit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;

/** Puts into words why an application does not run yet, from what the ResourceManager tells of it. */
final class WaitingReason {

    private static final Pattern AM_SHARE = Pattern.compile(
            "(Queue|User)'s AM resource limit exceeded.*?(?:Queue Resource Limit for AM|User AM Resource Limit of the queue) = (<[^>]*>)?",
            Pattern.DOTALL);
    private static final Pattern DATE = Pattern.compile("^\\s*\\[[^\\]]*\\]\\s*");
    private static final Pattern REQUEST = Pattern.compile("AM Resource Request = (<[^>]*>)");
    private static final int LONGEST = 200;

    private WaitingReason() {}

    /**
     * The reason.
     *
     * @param attempt which ApplicationMaster it is by now, counted from 1
     */
    static String of(YarnApplicationState state, String diagnostics, int attempt) {
        String which = attempt > 1 ? "ApplicationMaster " + attempt + ", since the one before it has ended: " : "";
        return which
                + switch (state) {
                    case NEW, NEW_SAVING, SUBMITTED -> "the ResourceManager takes note of the application";
                    case ACCEPTED -> accepted(diagnostics);
                    case RUNNING -> "the ApplicationMaster runs";
                    case FINISHED, FAILED, KILLED -> "the application has ended";
                };
    }

    /** Whether a node is at it: all that comes before is no fault of the application's. */
    static boolean isStarting(String diagnostics) {
        return diagnostics.contains("waiting for AM container to Register");
    }

    private static String accepted(String diagnostics) {
        Matcher share = AM_SHARE.matcher(diagnostics);
        if (share.find()) {
            boolean queue = share.group(1).equals("Queue");
            return (queue ? "the queue is full: " : "this user's part of the queue is full: ")
                    + "ApplicationMasters may take no more of it"
                    + (share.group(2) == null ? "" : " than " + share.group(2))
                    + "; others have to end first";
        }
        if (diagnostics.contains("cluster resource is empty")) {
            return "the cluster has no nodes at the moment";
        }
        if (diagnostics.contains("not yet activated")) {
            return "the queue has not let the application in yet";
        }
        if (diagnostics.contains("waiting for resources to be assigned for AM")) {
            Matcher request = REQUEST.matcher(diagnostics);
            return "no node has room for the ApplicationMaster yet"
                    + (request.find() ? ", which needs " + request.group(1) : "");
        }
        if (diagnostics.contains("waiting for AM container to be launched")) {
            return "a node has room for the ApplicationMaster and is told to start it";
        }
        if (isStarting(diagnostics)) {
            return "the node fetches the files of the ApplicationMaster and starts it";
        }
        String said = DATE.matcher(diagnostics).replaceFirst("").strip();
        return said.isEmpty()
                ? "the application is accepted and waits for its ApplicationMaster"
                : "YARN says: " + said.substring(0, Math.min(said.length(), LONGEST));
    }
}
