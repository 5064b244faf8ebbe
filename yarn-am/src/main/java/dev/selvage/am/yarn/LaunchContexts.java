package dev.selvage.am.yarn;

import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.core.launch.ContainerFile;
import dev.selvage.core.launch.ContainerLaunch;
import dev.selvage.core.launch.ContainerLayout;
import dev.selvage.core.launch.ProcessKind;
import dev.selvage.platform.leadership.LeaderRecord;
import dev.selvage.platform.leadership.ToldServices;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.DataOutputBuffer;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;
import org.apache.hadoop.yarn.api.records.ApplicationAccessType;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.apache.hadoop.yarn.api.records.URL;
import org.apache.hadoop.yarn.security.AMRMTokenIdentifier;

/** What a node is told to start. Any thread may call; calls may read from the shared file system. */
final class LaunchContexts {

    private final Configuration configuration;
    private final ApplicationPlan plan;
    private final org.apache.hadoop.conf.Configuration hadoop;
    /** Of all containers alike; read once, since a thousand containers need not ask a thousand times. */
    private Optional<Map<String, LocalResource>> files = Optional.empty();

    LaunchContexts(Configuration configuration, ApplicationPlan plan, org.apache.hadoop.conf.Configuration hadoop) {
        this.configuration = configuration;
        this.plan = plan;
        this.hadoop = hadoop;
    }

    ContainerLaunchContext of(TaskManagerId container, LeaderRecord leader)
            throws IOException, InvalidConfigurationException {
        ContainerLaunch launch =
                ContainerLaunch.of(ProcessKind.TASKMANAGER, configuration, plan, arguments(container, leader));
        Map<String, String> variables = new TreeMap<>(launch.variables());
        variables.put(ToldServices.VARIABLE, ToldServices.text(leader));
        UserGroupInformation user = UserGroupInformation.getCurrentUser();
        if (!UserGroupInformation.isSecurityEnabled()) {
            // Its process may be the node's user, who may have no right to the files of ours.
            variables.put("HADOOP_USER_NAME", user.getShortUserName());
        }
        return ContainerLaunchContext.newInstance(
                files(),
                variables,
                List.of(launch.command()),
                Map.of(),
                bytes(withoutOurOwn(user.getCredentials())),
                readers());
    }

    /** The name of its container is all that the next JobManager has to match them by. */
    private List<String> arguments(TaskManagerId container, LeaderRecord leader) {
        List<String> arguments = new ArrayList<>(List.of("-Dtaskmanager.resource-id=" + container.name()));
        if (configuration.get(HighAvailabilityOptions.TYPE).equalsIgnoreCase("none")) {
            int colon = leader.control().lastIndexOf(':');
            arguments.add("-Djobmanager.rpc.address=" + leader.control().substring(0, colon));
            arguments.add("-Djobmanager.rpc.port=" + leader.control().substring(colon + 1));
        }
        return arguments;
    }

    private synchronized Map<String, LocalResource> files() throws IOException {
        if (files.isEmpty()) {
            Map<String, LocalResource> found = new TreeMap<>();
            for (ContainerFile file : plan.files()) {
                found.put(file.link(), resource(file));
            }
            found.put(ContainerLayout.ARCHIVE, resource(archive()));
            files = Optional.of(found);
        }
        return files.orElseThrow();
    }

    /** The plan lies in it, and so cannot say how large it is. */
    private ContainerFile archive() throws IOException {
        Path path = new Path(plan.staging(), ContainerLayout.ARCHIVE_FILE);
        FileStatus status = path.getFileSystem(hadoop).getFileStatus(path);
        return new ContainerFile(
                ContainerLayout.ARCHIVE, path.toString(), status.getLen(), status.getModificationTime(), true, false);
    }

    private LocalResource resource(ContainerFile file) throws IOException {
        Path path = new Path(file.source());
        FileSystem its = path.getFileSystem(hadoop);
        return LocalResource.newInstance(
                URL.fromPath(its.makeQualified(path)),
                file.isArchive() ? LocalResourceType.ARCHIVE : LocalResourceType.FILE,
                file.isPublic() ? LocalResourceVisibility.PUBLIC : LocalResourceVisibility.APPLICATION,
                file.bytes(),
                file.modifiedMillis());
    }

    /**
     * All that we have, but for the token by which we are the ApplicationMaster: with that, whoever gets at one TaskManager would have
     * the whole application.
     */
    static Credentials withoutOurOwn(Credentials ours) {
        Credentials theirs = new Credentials();
        for (Text alias : ours.getAllSecretKeys()) {
            theirs.addSecretKey(alias, ours.getSecretKey(alias));
        }
        for (Map.Entry<Text, Token<? extends TokenIdentifier>> token :
                ours.getTokenMap().entrySet()) {
            if (!token.getValue().getKind().equals(AMRMTokenIdentifier.KIND_NAME)) {
                theirs.addToken(token.getKey(), token.getValue());
            }
        }
        return theirs;
    }

    private static ByteBuffer bytes(Credentials credentials) throws IOException {
        try (DataOutputBuffer out = new DataOutputBuffer()) {
            credentials.writeTokenStorageToStream(out);
            return ByteBuffer.wrap(out.getData(), 0, out.getLength());
        }
    }

    /** A node that has no other container of the application knows from here who may read its logs. */
    private Map<ApplicationAccessType, String> readers() {
        Map<ApplicationAccessType, String> readers = new EnumMap<>(ApplicationAccessType.class);
        configuration.find(YarnOptions.VIEW_ACLS).ifPresent(who -> readers.put(ApplicationAccessType.VIEW_APP, who));
        configuration
                .find(YarnOptions.MODIFY_ACLS)
                .ifPresent(who -> readers.put(ApplicationAccessType.MODIFY_APP, who));
        return readers;
    }
}
