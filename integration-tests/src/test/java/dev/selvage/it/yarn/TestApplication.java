package dev.selvage.it.yarn;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.core.launch.ClusterMode;
import dev.selvage.core.launch.ContainerFile;
import dev.selvage.core.launch.ContainerLaunch;
import dev.selvage.core.launch.ContainerLayout;
import dev.selvage.core.launch.ProcessKind;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.platform.Await;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.http.JsonFormat;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.http.client.RestClientSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.io.DataOutputBuffer;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.URL;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.client.api.YarnClientApplication;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * An application that is submitted with what the build leaves in the distribution's {@code lib}, in the fewest steps: what the
 * ApplicationMaster finds is what the real client leaves, and nothing is checked before.
 */
final class TestApplication implements AutoCloseable {

    /** With what is decided on HDFS. */
    static final String HIGHLY_AVAILABLE = "high-availability.type: yarn\n";

    private static final Path LIBRARIES = Path.of(
                    System.getProperty("selvage.root", ".."), "distribution/target/selvage/lib")
            .toAbsolutePath()
            .normalize();

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final int MASTER_MEGABYTES = 512;
    private static final int ATTEMPTS = 5;

    private final YarnClient yarn = YarnClient.createYarnClient();
    private final YarnConfiguration hadoop = new YarnConfiguration();
    private final MiniCluster cluster;
    private final Path directory;
    private final ApplicationId id;
    private final ApplicationSubmissionContext context;
    private final Map<String, RestClient> clients = new TreeMap<>();

    /**
     * One that is known to YARN and not submitted yet.
     *
     * @param directory for files of this test
     */
    TestApplication(MiniCluster cluster, Path directory) throws Exception {
        this.cluster = cluster;
        this.directory = directory;
        for (String file : List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml")) {
            hadoop.addResource(new org.apache.hadoop.fs.Path(
                    cluster.hadoopSettings().resolve(file).toUri()));
        }
        yarn.init(hadoop);
        yarn.start();
        YarnClientApplication created = yarn.createApplication();
        this.context = created.getApplicationSubmissionContext();
        this.id = context.getApplicationId();
    }

    String id() {
        return id.toString();
    }

    String staging() {
        return cluster.setting("fs.defaultFS") + "/staging/" + id;
    }

    /** Has YARN start it. */
    void submit(ClusterMode mode, String settings) throws Exception {
        Configuration configuration = configuration(settings);
        List<ContainerFile> files = libraries();
        List<String> links = files.stream().map(ContainerFile::link).toList();
        ContainerFile archive = archive(new ApplicationPlan(mode, staging(), files, links, Optional.empty()));
        Map<String, LocalResource> resources = new TreeMap<>();
        for (ContainerFile file :
                Stream.concat(files.stream(), Stream.of(archive)).toList()) {
            resources.put(
                    file.link(),
                    LocalResource.newInstance(
                            URL.fromPath(new org.apache.hadoop.fs.Path(file.source())),
                            file.isArchive() ? LocalResourceType.ARCHIVE : LocalResourceType.FILE,
                            LocalResourceVisibility.APPLICATION,
                            file.bytes(),
                            file.modifiedMillis()));
        }
        ContainerLaunch launch = ContainerLaunch.of(ProcessKind.APPLICATION_MASTER, configuration, links, List.of());
        context.setAMContainerSpec(ContainerLaunchContext.newInstance(
                resources, launch.variables(), List.of(launch.command()), Map.of(), secret(), Map.of()));
        context.setResource(Resource.newInstance(MASTER_MEGABYTES, 1));
        context.setApplicationName(getClass().getSimpleName());
        context.setMaxAppAttempts(ATTEMPTS);
        context.setKeepContainersAcrossApplicationAttempts(true);
        yarn.submitApplication(context);
    }

    private Configuration configuration(String settings) throws Exception {
        Path conf = Files.createDirectories(directory.resolve(ContainerLayout.CONFIGURATION));
        Files.writeString(conf.resolve("selvage-conf.yaml"), """
                high-availability.storageDir: %s/ha
                high-availability.cluster-id: %s
                jobmanager.memory.process.size: %d mb
                taskmanager.memory.process.size: 576 mb
                heartbeat.interval: 500 ms
                heartbeat.timeout: 10 s
                """.formatted(staging(), id, MASTER_MEGABYTES) + settings);
        return ConfigurationFiles.load(conf, List.of()).configuration();
    }

    /** From where the build has put them: nodes of this machine find them there. */
    private static List<ContainerFile> libraries() throws IOException {
        List<ContainerFile> files = new ArrayList<>();
        try (Stream<Path> jars = Files.list(LIBRARIES)) {
            for (Path jar : jars.sorted().toList()) {
                files.add(new ContainerFile(
                        ContainerLayout.LIBRARIES + "/" + jar.getFileName(),
                        jar.toUri().toString(),
                        Files.size(jar),
                        Files.getLastModifiedTime(jar).toMillis(),
                        false,
                        false));
            }
        }
        return files;
    }

    private ContainerFile archive(ApplicationPlan plan) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(staging(), ContainerLayout.ARCHIVE_FILE);
        FileSystem files = path.getFileSystem(hadoop);
        try (OutputStream out = files.create(path);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, ContainerLayout.PLAN, JsonFormat.write(plan));
            putAll(zip, ContainerLayout.CONFIGURATION, directory.resolve(ContainerLayout.CONFIGURATION));
            putAll(zip, ContainerLayout.HADOOP, cluster.hadoopSettings());
        }
        FileStatus status = files.getFileStatus(path);
        return new ContainerFile(
                ContainerLayout.ARCHIVE, path.toString(), status.getLen(), status.getModificationTime(), true, false);
    }

    private static void putAll(ZipOutputStream zip, String name, Path from) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                put(zip, name + "/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static ByteBuffer secret() throws IOException {
        Credentials credentials = new Credentials();
        credentials.addSecretKey(new Text(ContainerLayout.SECRET_ALIAS), "of this test".getBytes(UTF_8));
        try (DataOutputBuffer out = new DataOutputBuffer()) {
            credentials.writeTokenStorageToStream(out);
            return ByteBuffer.wrap(out.getData(), 0, out.getLength());
        }
    }

    ApplicationReport report() throws Exception {
        return yarn.getApplicationReport(id);
    }

    /** Whoever leads in this attempt, once it does. */
    RestClient leader(int attempt) throws Exception {
        Await.until(
                () -> "attempt " + attempt + " of " + id + " leads; its logs are below " + cluster.directory(),
                BOUND,
                () -> report().getCurrentApplicationAttemptId().getAttemptId() == attempt
                        && report().getYarnApplicationState() == YarnApplicationState.RUNNING
                        && answers());
        return client();
    }

    /** Until it leads it says that nobody does. */
    private boolean answers() throws Exception {
        try {
            client().get("/jobs", JsonNode.class);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private RestClient client() throws Exception {
        return clients.computeIfAbsent(
                report().getOriginalTrackingUrl(),
                url -> new RestClient(
                        URI.create(url),
                        new RestClientSettings(
                                Duration.ofSeconds(15), Duration.ofSeconds(30), 5, Duration.ofMillis(200), 16 << 20)));
    }

    /** How it ended, once it has. */
    ApplicationReport awaitEnd() throws Exception {
        Await.until(
                () -> id + " ends; its logs are below " + cluster.directory(),
                BOUND,
                () -> report().getFinishTime() > 0);
        return report();
    }

    boolean isStaged() throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(staging());
        return path.getFileSystem(hadoop).exists(path);
    }

    ContainerProcesses processes() {
        return new ContainerProcesses(id());
    }

    @Override
    public void close() throws IOException {
        try (yarn) {
            if (yarn.getApplicationReport(id).getFinishTime() == 0) {
                yarn.killApplication(id);
            }
        } catch (YarnException e) {
            throw new IOException(e);
        }
    }
}
