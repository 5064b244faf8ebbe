package dev.selvage.it.yarn.contract;

import dev.selvage.am.yarn.AttemptByHand;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.jobmanager.containers.YarnAttempt;
import dev.selvage.core.jobmanager.containers.YarnContract;
import dev.selvage.core.jobmanager.containers.YarnScene;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.core.launch.ClusterMode;
import dev.selvage.core.launch.ContainerLayout;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.yarn.ContainerProcesses;
import dev.selvage.platform.Await;
import dev.selvage.platform.config.ConfigurationFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.ContainerReport;
import org.apache.hadoop.yarn.api.records.ContainerState;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * An application of a real YARN whose processes sleep. The one of an attempt leaves its token behind, with which the test speaks to
 * the ResourceManager in its place.
 */
class MiniYarnScene implements YarnScene {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_NANOS = 10_000_000;
    private static final String TOKENS = ".tokens";
    private static final String PROCESS = ".pid";
    /** In place of the shell, so that nothing behind it is ever done. */
    private static final String SLEEP = "exec sleep 1000";

    private static final int MASTER_MEGABYTES = 256;

    private final Path directory;
    private final YarnConfiguration hadoop = new YarnConfiguration();
    private final YarnClient yarn = YarnClient.createYarnClient();
    private final TreeMap<Integer, Attempt> attempts = new TreeMap<>();
    private final List<Throwable> faults = new ArrayList<>();
    private final ApplicationSubmissionContext context;
    private final ApplicationId id;
    private long lookedAtNanos = System.nanoTime();

    /** @param directory for files of its processes */
    MiniYarnScene(MiniCluster cluster, Path directory) throws Exception {
        this.directory = directory;
        for (String file : List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml")) {
            hadoop.addResource(new org.apache.hadoop.fs.Path(
                    cluster.hadoopSettings().resolve(file).toUri()));
        }
        hadoop.setBoolean(YarnConfiguration.RM_SCHEDULER_INCLUDE_PORT_IN_NODE_NAME, true);
        yarn.init(hadoop);
        yarn.start();
        context = yarn.createApplication().getApplicationSubmissionContext();
        id = context.getApplicationId();
    }

    void submit(int mostAttempts) throws Exception {
        // Under the final name only once it is whole.
        String leaveToken = "cp $HADOOP_TOKEN_FILE_LOCATION " + file("$CONTAINER_ID", ".part") + "; mv "
                + file("$CONTAINER_ID", ".part") + " " + file("$CONTAINER_ID", TOKENS) + "; ";
        context.setAMContainerSpec(ContainerLaunchContext.newInstance(
                Map.of(), Map.of(), List.of(notePid() + leaveToken + SLEEP), Map.of(), null, Map.of()));
        context.setResource(Resource.newInstance(MASTER_MEGABYTES, 1));
        context.setApplicationName(getClass().getSimpleName());
        context.setMaxAppAttempts(mostAttempts);
        context.setKeepContainersAcrossApplicationAttempts(true);
        yarn.submitApplication(context);
    }

    private String notePid() {
        // The shell becomes the process.
        return "echo $$ > " + file("$CONTAINER_ID", ".part") + "; mv " + file("$CONTAINER_ID", ".part") + " "
                + file("$CONTAINER_ID", PROCESS) + "; ";
    }

    private Path file(String container, String kind) {
        return directory.resolve(container + kind);
    }

    @Override
    public YarnAttempt attempt(int number) throws Exception {
        Attempt known = attempts.get(number);
        if (known == null) {
            await(
                    () -> "attempt " + number + " of " + id + " starts",
                    () -> process(number).isPresent());
            known = new Attempt(process(number).orElseThrow());
            attempts.put(number, known);
        }
        return known;
    }

    /** The container of an attempt that has started. */
    private Optional<ContainerId> process(int attempt) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(TOKENS))
                    .map(name -> ContainerId.fromString(name.replace(TOKENS, "")))
                    .filter(container -> container.getApplicationAttemptId().getAttemptId() == attempt)
                    .findFirst();
        }
    }

    private final class Attempt implements YarnAttempt {

        private final ContainerId process;
        private final AttemptByHand driver;
        private boolean isRegistered;
        private boolean holdsStill;

        Attempt(ContainerId process) throws Exception {
            this.process = process;
            UserGroupInformation user = UserGroupInformation.createRemoteUser(
                    UserGroupInformation.getCurrentUser().getShortUserName());
            user.addCredentials(Credentials.readTokenStorageFile(
                    file(process.toString(), TOKENS).toFile(), hadoop));
            Files.writeString(
                    directory.resolve("selvage-conf.yaml"), """
                    taskmanager.memory.process.size: %d mb
                    taskmanager.numberOfTaskSlots: 1
                    yarn.container-start-command-template: '%s%s; %%java%% %%class%% %%args%%'
                    """.formatted(YarnContract.MEGABYTES, notePid(), SLEEP));
            driver = new AttemptByHand(
                    user,
                    hadoop,
                    ConfigurationFiles.load(directory, List.of()).configuration(),
                    new ApplicationPlan(ClusterMode.SESSION, staging(), List.of(), List.of(), Optional.empty()),
                    (where, fault) -> faults.add(fault));
        }

        @Override
        public void register() throws Exception {
            driver.register();
            isRegistered = true;
        }

        @Override
        public boolean wasRefused() {
            return driver.wasRefused();
        }

        @Override
        public void order(ContainerAction action) throws Exception {
            driver.order(action);
        }

        @Override
        public void holdStill() throws Exception {
            driver.exchange();
            holdsStill = true;
        }

        @Override
        public void goOn() {
            holdsStill = false;
        }

        @Override
        public List<ContainerEvent> heard() {
            return driver.heard();
        }

        @Override
        public boolean isSuperseded() {
            return driver.isSuperseded();
        }

        @Override
        public void unregister() throws Exception {
            driver.unregister();
            die();
        }

        @Override
        public void die() throws Exception {
            holdsStill = true;
            loseTouch();
        }

        @Override
        public void loseTouch() throws Exception {
            ContainerProcesses.kill(pid(process.toString()).orElseThrow());
        }

        void exchange() throws Exception {
            if (isRegistered && !holdsStill && !isSuperseded()) {
                driver.exchange();
            }
        }
    }

    /** What every container gets, and none needs. */
    private String staging() throws IOException {
        Path archive = directory.resolve(ContainerLayout.ARCHIVE_FILE);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("empty"));
            zip.closeEntry();
        }
        return directory.toUri().toString();
    }

    @Override
    public void await(Supplier<String> wanted, Condition condition) throws Exception {
        Await.until(wanted, BOUND, () -> {
            if (System.nanoTime() - lookedAtNanos < LOOK_EVERY_NANOS) {
                return false;
            }
            lookedAtNanos = System.nanoTime();
            if (condition.holds()) {
                return true;
            }
            for (Attempt attempt : attempts.values()) {
                attempt.exchange();
            }
            return false;
        });
    }

    /** The one of the attempt that is, or was, the last. */
    final ContainerReport master() throws Exception {
        return yarn.getContainerReport(
                yarn.getApplicationAttemptReport(lastAttempt()).getAMContainerId());
    }

    private ApplicationAttemptId lastAttempt() throws Exception {
        return yarn.getApplicationReport(id).getCurrentApplicationAttemptId();
    }

    private List<ContainerReport> containers() throws Exception {
        ApplicationAttemptId attempt = lastAttempt();
        ContainerId master = yarn.getApplicationAttemptReport(attempt).getAMContainerId();
        return yarn.getContainers(attempt).stream()
                .filter(container -> !container.getContainerId().equals(master))
                .toList();
    }

    @Override
    public int held() throws Exception {
        return containers().size();
    }

    @Override
    public void awaitKnownToRun(int containers) throws Exception {
        await(
                () -> containers + " containers are known to run",
                () -> containers().stream()
                                .filter(container -> container.getContainerState() == ContainerState.RUNNING)
                                .count()
                        >= containers);
    }

    @Override
    public boolean runs(TaskManagerId container) throws IOException {
        return pid(container.name()).flatMap(ProcessHandle::of).isPresent();
    }

    final long pid(TaskManagerId container) throws IOException {
        return pid(container.name()).orElseThrow();
    }

    private Optional<Long> pid(String container) throws IOException {
        Path file = file(container, PROCESS);
        return Files.exists(file)
                ? Optional.of(Long.valueOf(Files.readString(file).strip()))
                : Optional.empty();
    }

    @Override
    public void kill(TaskManagerId container) throws IOException {
        ContainerProcesses.kill(pid(container));
    }

    @Override
    public List<String> nodes() throws Exception {
        return yarn.getNodeReports(NodeState.RUNNING).stream()
                .map(node -> node.getNodeId().toString())
                .sorted()
                .toList();
    }

    @Override
    public boolean isOver() throws Exception {
        return yarn.getApplicationReport(id).getFinishTime() > 0;
    }

    @Override
    public void close() {
        try (yarn) {
            if (!isOver()) {
                yarn.killApplication(id);
            }
            attempts.values().forEach(attempt -> attempt.driver.close());
        } catch (Exception e) {
            throw new IllegalStateException("Expected the application to end, but found that it could not.", e);
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("Expected the driver to have no faults, but found some.", faults.get(0));
        }
    }
}
