package dev.selvage.client.submit;

import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.launch.ContainerFile;
import dev.selvage.core.launch.ContainerLaunch;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationAccessType;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.apache.hadoop.yarn.api.records.LogAggregationContext;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.URL;
import org.apache.hadoop.yarn.util.Records;

/** What YARN is told of an application: everything that it offers one, filled in from the options. */
final class ApplicationContext {

    private static final int MOST_TAGS = 10;
    private static final int LONGEST_TAG = 100;

    private final Configuration options;
    private final ApplicationSubmissionContext context;

    /** Of an application that YARN has given an id. */
    ApplicationContext(Configuration options, ApplicationSubmissionContext context) {
        this.options = options;
        this.context = context;
    }

    /** What YARN would refuse, or cut off, without a word that helps. */
    static Optional<String> problem(Configuration options) {
        List<String> tags = options.find(YarnOptions.TAGS).orElse(List.of());
        boolean fit = tags.size() <= MOST_TAGS
                && tags.stream().allMatch(tag -> tag.matches("\\p{ASCII}{1," + LONGEST_TAG + "}"));
        return fit
                ? Optional.empty()
                : Optional.of(
                        "Expected " + YarnOptions.TAGS.key() + " to be at most " + MOST_TAGS + " words of at most "
                                + LONGEST_TAG + " letters of ASCII, since YARN takes no others, but found "
                                + String.join(";", tags) + ". Shorten them.");
    }

    ApplicationSubmissionContext describe(String name, Resource master, Attempts attempts) {
        context.setApplicationName(options.find(YarnOptions.APPLICATION_NAME).orElse(name));
        context.setApplicationType(options.get(YarnOptions.APPLICATION_TYPE));
        context.setResource(master);
        options.find(YarnOptions.APPLICATION_QUEUE).ifPresent(context::setQueue);
        options.find(YarnOptions.TAGS).ifPresent(tags -> context.setApplicationTags(new HashSet<>(tags)));
        options.find(YarnOptions.MASTER_NODE_LABEL).ifPresent(context::setNodeLabelExpression);
        int priority = options.get(YarnOptions.APPLICATION_PRIORITY);
        if (priority >= 0) {
            context.setPriority(Priority.newInstance(priority));
        }
        context.setMaxAppAttempts(attempts.count());
        context.setKeepContainersAcrossApplicationAttempts(attempts.keepsContainers());
        context.setAttemptFailuresValidityInterval(attempts.validityMillis());
        context.setLogAggregationContext(rolledLogs());
        return context;
    }

    private LogAggregationContext rolledLogs() {
        // Made bare: its factory methods want the patterns for the end of the application too, and "" there matches no
        // file.
        LogAggregationContext logs = Records.newRecord(LogAggregationContext.class);
        logs.setRolledLogsIncludePattern(options.get(YarnOptions.ROLLED_LOGS_INCLUDE));
        options.find(YarnOptions.ROLLED_LOGS_EXCLUDE).ifPresent(logs::setRolledLogsExcludePattern);
        return logs;
    }

    /** The container of the ApplicationMaster. */
    void launch(ContainerLaunch launch, List<ContainerFile> files, ByteBuffer credentials) {
        Map<String, LocalResource> resources = new HashMap<>();
        files.forEach(file -> resources.put(file.link(), resource(file)));
        Map<ApplicationAccessType, String> rights = new HashMap<>();
        options.find(YarnOptions.VIEW_ACLS).ifPresent(who -> rights.put(ApplicationAccessType.VIEW_APP, who));
        options.find(YarnOptions.MODIFY_ACLS).ifPresent(who -> rights.put(ApplicationAccessType.MODIFY_APP, who));
        context.setAMContainerSpec(ContainerLaunchContext.newInstance(
                resources,
                new HashMap<>(launch.variables()),
                List.of(launch.command()),
                new HashMap<>(),
                credentials,
                rights));
    }

    private static LocalResource resource(ContainerFile file) {
        return LocalResource.newInstance(
                URL.fromPath(new Path(file.source())),
                file.isArchive() ? LocalResourceType.ARCHIVE : LocalResourceType.FILE,
                file.isPublic() ? LocalResourceVisibility.PUBLIC : LocalResourceVisibility.APPLICATION,
                file.bytes(),
                file.modifiedMillis());
    }
}
