package dev.selvage.client.submit;

import dev.selvage.client.submit.files.ApplicationFiles;
import dev.selvage.client.submit.files.NamedFiles;
import dev.selvage.client.submit.files.SharedStorage;
import dev.selvage.client.submit.files.UnusableFileException;
import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.ZooKeeperOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.core.launch.ContainerFile;
import dev.selvage.core.launch.ContainerLaunch;
import dev.selvage.core.launch.ProcessKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.client.api.YarnClientApplication;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * One way to an application that YARN has accepted, the same for all modes: asks for an id, checks everything that can be checked,
 * uploads, and only then submits. Used by one thread, once.
 */
final class YarnSubmission {

    private final SubmissionRequest request;
    private final Configuration said;
    private final HadoopSettings hadoop;
    private final YarnClient client;
    private final SubmissionListener listener;

    YarnSubmission(SubmissionRequest request, HadoopSettings hadoop, YarnClient client, SubmissionListener listener) {
        this.request = request;
        this.said = request.configuration();
        this.hadoop = hadoop;
        this.client = client;
        this.listener = listener;
    }

    RunningApplication submit() throws SubmissionException, InterruptedException {
        try {
            ContainerSizes sizes = ContainerSizes.of(said);
            listener.waiting("the ResourceManager is asked for an application");
            YarnClientApplication application = created();
            NamedFiles named = named();
            check(sizes, application, named.problems());
            Attempts attempts = Attempts.of(
                    said,
                    EffectiveOptions.highAvailability(said),
                    ResourceManagerPage.limitOfAttempts(hadoop.configuration()));
            attempts.sentences().forEach(listener::tell);
            return upload(application, named, sizes, attempts);
        } catch (InvalidConfigurationException e) {
            throw new SubmissionException(e);
        }
    }

    private YarnClientApplication created() throws SubmissionException {
        try {
            return client.createApplication();
        } catch (YarnException | IOException e) {
            throw YarnClusters.failed(hadoop, "to be given an application by the ResourceManager", e);
        }
    }

    private NamedFiles named() throws SubmissionException {
        List<String> jars =
                request.program().map(SubmissionRequest.Program::jars).orElse(List.of());
        try {
            return NamedFiles.find(said, jars, hadoop.configuration());
        } catch (IOException e) {
            throw YarnClusters.notAnswered("to look at the files that containers are to have", e);
        }
    }

    /** All that is wrong, at once. */
    private void check(ContainerSizes sizes, YarnClientApplication application, List<String> problemsOfFiles)
            throws SubmissionException {
        List<String> problems = new ArrayList<>(
                sizes.problems(application.getNewApplicationResponse().getMaximumResourceCapability()));
        said.find(YarnOptions.APPLICATION_QUEUE)
                .flatMap(queue -> new Queues(client).problem(queue))
                .ifPresent(problems::add);
        ApplicationContext.problem(said).ifPresent(problems::add);
        if (said.get(HighAvailabilityOptions.TYPE).equalsIgnoreCase("zookeeper")
                && !said.isSet(ZooKeeperOptions.QUORUM)) {
            problems.add("Expected " + ZooKeeperOptions.QUORUM.key() + " to name the servers of ZooKeeper, since "
                    + HighAvailabilityOptions.TYPE.key() + " is zookeeper, but found it unset. Set it, or leave "
                    + HighAvailabilityOptions.TYPE.key() + " unset, which on YARN needs no ZooKeeper.");
        }
        List<String> nodes = nodes();
        if (nodes.isEmpty()) {
            listener.tell("The cluster has no node that runs at the moment: the application waits until one comes.");
        }
        said.find(HighAvailabilityOptions.STORAGE_DIR)
                .flatMap(place -> SharedStorage.problem(
                        HighAvailabilityOptions.STORAGE_DIR.key(), place, hadoop.configuration(), nodes))
                .ifPresent(problems::add);
        stagingProblem(nodes).ifPresent(problems::add);
        problems.addAll(problemsOfFiles);
        if (!problems.isEmpty()) {
            throw new SubmissionException(problems);
        }
    }

    private List<String> nodes() throws SubmissionException {
        try {
            return client.getNodeReports(NodeState.RUNNING).stream()
                    .map(node -> node.getNodeId().getHost())
                    .distinct()
                    .sorted()
                    .toList();
        } catch (YarnException | IOException e) {
            throw YarnClusters.failed(hadoop, "to hear which nodes there are", e);
        }
    }

    /** Without a core-site.xml Hadoop takes the local disk for the file system of the cluster. */
    private Optional<String> stagingProblem(List<String> nodes) {
        String place = said.find(YarnOptions.STAGING_DIRECTORY)
                .orElseGet(
                        () -> FileSystem.getDefaultUri(hadoop.configuration()).toString());
        Path path = new Path(place);
        boolean isLocal = "file"
                .equals(Optional.ofNullable(path.toUri().getScheme())
                        .orElse(FileSystem.getDefaultUri(hadoop.configuration()).getScheme()));
        return isLocal
                ? SharedStorage.problem(
                        said.isSet(YarnOptions.STAGING_DIRECTORY)
                                ? YarnOptions.STAGING_DIRECTORY.key()
                                : "fs.defaultFS in " + hadoop.place(),
                        "file:" + System.getProperty("java.io.tmpdir", "/tmp"),
                        hadoop.configuration(),
                        nodes)
                : Optional.empty();
    }

    private RunningApplication upload(
            YarnClientApplication application, NamedFiles named, ContainerSizes sizes, Attempts attempts)
            throws SubmissionException, InvalidConfigurationException {
        ApplicationSubmissionContext context = application.getApplicationSubmissionContext();
        ApplicationId id = context.getApplicationId();
        listener.waiting("files are uploaded");
        try {
            FileSystem files = FileSystem.get(hadoop.configuration());
            Path home = files.getHomeDirectory();
            Path parent = ApplicationFiles.parentOfStaging(said, home);
            Path staging = parent.getFileSystem(hadoop.configuration()).makeQualified(new Path(parent, id.toString()));
            EffectiveOptions options = EffectiveOptions.of(said, request.mode(), id.toString(), staging.toString());
            options.chosen().forEach(listener::tell);
            ApplicationFiles uploaded =
                    ApplicationFiles.begin(staging, options.configuration(), hadoop.configuration(), listener::tell);
            boolean described = false;
            try {
                describe(context, options.configuration(), uploaded, named, staging, home, sizes, attempts);
                described = true;
                accept(context, uploaded);
                return new RunningApplication(client, id, attempts.validityMillis());
            } finally {
                if (!described) {
                    delete(uploaded, staging.toString());
                }
            }
        } catch (UnusableFileException e) {
            throw new SubmissionException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw YarnClusters.notAnswered("to upload the files of the application", e);
        }
    }

    private void describe(
            ApplicationSubmissionContext context,
            Configuration options,
            ApplicationFiles uploaded,
            NamedFiles named,
            Path staging,
            Path home,
            ContainerSizes sizes,
            Attempts attempts)
            throws IOException, InvalidConfigurationException {
        List<java.nio.file.Path> tooLarge = new ArrayList<>();
        Map<String, java.nio.file.Path> settings = hadoop.files(tooLarge);
        tooLarge.forEach(file -> listener.tell("Expected settings of Hadoop of at most 1 MiB, but found more in " + file
                + ": containers do not get it."));
        uploaded.addDistribution(request.distribution(), home, classPathOfNodes(), settings);
        uploaded.addShipped(named);
        Optional<ApplicationPlan.Program> main = Optional.empty();
        if (request.program().isPresent()) {
            SubmissionRequest.Program program = request.program().get();
            main = Optional.of(new ApplicationPlan.Program(
                    uploaded.addProgram(named), program.entryClass(), program.arguments(), program.settings()));
        }
        if (request.packedJob().isPresent()) {
            uploaded.addPackedJob(request.packedJob().get());
        }
        ApplicationPlan plan = uploaded.plan(request.mode(), main);
        List<ContainerFile> files = uploaded.finish(plan, request.distribution(), settings);
        ApplicationContext described = new ApplicationContext(options, context);
        described.describe(request.name(), sizes.master(), attempts);
        described.launch(
                ContainerLaunch.of(ProcessKind.APPLICATION_MASTER, options, plan, List.of()),
                files,
                ClientCredentials.of(options, hadoop.configuration(), staging));
    }

    /** Where nodes have Hadoop; not their settings, which would come before those of this client. */
    private List<String> classPathOfNodes() {
        return List.of(hadoop.configuration()
                        .getTrimmedStrings(
                                YarnConfiguration.YARN_APPLICATION_CLASSPATH,
                                YarnConfiguration.DEFAULT_YARN_APPLICATION_CLASSPATH))
                .stream()
                .filter(entry -> !entry.matches("\\$\\{?HADOOP_CONF_DIR}?|\\{\\{HADOOP_CONF_DIR}}"))
                .toList();
    }

    private void accept(ApplicationSubmissionContext context, ApplicationFiles uploaded) throws SubmissionException {
        listener.waiting("the application is handed to the ResourceManager");
        try {
            // Decision moment: once this returns, the application is YARN's, and what was uploaded is its.
            client.submitApplication(context);
        } catch (YarnException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw unknown(context, e);
            }
            delete(uploaded, String.valueOf(context.getApplicationId()));
            throw refused(e);
        } catch (IOException e) {
            throw unknown(context, e);
        }
    }

    /** It may run, or come to run, so that its files have to stay. */
    private static SubmissionException unknown(ApplicationSubmissionContext context, Exception e) {
        return new SubmissionException(
                "Expected the ResourceManager to take " + context.getApplicationId() + ", but found: "
                        + YarnClusters.firstLine(e) + ". It may have taken it: yarn application -status "
                        + context.getApplicationId() + " shows whether it did.",
                e);
    }

    /** The failure before is what a person has to hear; this one is not to hide it. */
    private void delete(ApplicationFiles uploaded, String whose) {
        try {
            uploaded.delete();
        } catch (IOException e) {
            listener.tell("Expected to delete the files of " + whose + " again, but found: " + YarnClusters.firstLine(e)
                    + ".");
        }
    }

    private SubmissionException refused(YarnException e) {
        String found = YarnClusters.firstLine(e);
        String queue = said.find(YarnOptions.APPLICATION_QUEUE).orElse("default");
        return found.contains("unknown queue") || found.contains("does not exist")
                ? new SubmissionException(new Queues(client).unknown(queue), e)
                : new SubmissionException(
                        "Expected YARN to take the application, but found that it refused: " + found + ".", e);
    }
}
