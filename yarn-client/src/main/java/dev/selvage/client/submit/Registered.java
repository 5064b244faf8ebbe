package dev.selvage.client.submit;

import dev.selvage.client.submit.files.Leftovers;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * The applications that the ResourceManager knows.
 *
 * @param type by which ours are told from others of the same user
 */
record Registered(YarnClient client, String type) implements Leftovers.Registry {

    private static final EnumSet<YarnApplicationState> ENDS =
            EnumSet.of(YarnApplicationState.FINISHED, YarnApplicationState.FAILED, YarnApplicationState.KILLED);

    @Override
    public Leftovers.Life of(String applicationId) throws IOException {
        try {
            ApplicationReport report = client.getApplicationReport(ApplicationId.fromString(applicationId));
            if (!user().equals(report.getUser())) {
                return Leftovers.Life.OTHERS;
            }
            return ENDS.contains(report.getYarnApplicationState()) ? Leftovers.Life.ENDED : Leftovers.Life.LIVE;
        } catch (ApplicationNotFoundException e) {
            return Leftovers.Life.UNKNOWN;
        } catch (YarnException e) {
            throw new IOException(e);
        }
    }

    private static String user() throws IOException {
        return UserGroupInformation.getCurrentUser().getShortUserName();
    }

    @Override
    public Set<String> live() throws IOException {
        String user = user();
        Set<String> live = new TreeSet<>();
        try {
            for (ApplicationReport report : client.getApplications(Set.of(type), EnumSet.complementOf(ENDS))) {
                if (user.equals(report.getUser())) {
                    live.add(report.getApplicationId().toString());
                }
            }
        } catch (YarnException e) {
            throw new IOException(e);
        }
        return live;
    }
}
