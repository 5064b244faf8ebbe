package dev.selvage.it.process;

import dev.selvage.api.graph.StreamGraph;
import dev.selvage.container.TaskManagerMain;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.jobmanager.standalone.JobManagerMain;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.jobmanager.store.StoredWishes;
import dev.selvage.jobmanager.store.WishAnswer;
import dev.selvage.local.StoredSubmission;
import dev.selvage.platform.ChildJvm;
import dev.selvage.platform.security.ClusterSecret;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** A cluster of processes with the class path of this test, which reach each other by the loopback address. */
final class Processes implements AutoCloseable {

    private static final String CLUSTER = "it";

    private final Path directory;
    private final ClusterDirectory storage;
    private final Map<String, String> environment;
    private final List<ChildJvm> started = new ArrayList<>();

    Processes(Path directory) throws IOException {
        this(directory, StoragePath.parse(directory.resolve("storage").toString()), Map.of());
    }

    /** The same with all that the processes share on HDFS. */
    static Processes onHdfs(Path directory, MiniCluster cluster) throws IOException {
        String place = cluster.setting("fs.defaultFS") + "/processes/" + UUID.randomUUID();
        return new Processes(
                directory,
                StoragePath.parse(place),
                Map.of("HADOOP_CONF_DIR", cluster.hadoopSettings().toString()));
    }

    private Processes(Path directory, StoragePath storageDirectory, Map<String, String> more) throws IOException {
        this.directory = directory;
        this.storage = new ClusterDirectory(new ClusterId(CLUSTER), storageDirectory.child(CLUSTER));
        Path secret = Files.writeString(directory.resolve("secret"), "known to these processes alone\n");
        Path configuration = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(configuration.resolve("selvage-conf.yaml"), """
                high-availability.storageDir: %s
                high-availability.cluster-id: %s
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.bind-host: 127.0.0.1
                taskmanager.host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                heartbeat.interval: 100 ms
                heartbeat.timeout: 5 s
                """.formatted(storageDirectory, CLUSTER));
        this.environment = new TreeMap<>(more);
        environment.put("SELVAGE_CONF_DIR", configuration.toString());
        environment.put("SELVAGE_LOG_DIR", directory.resolve("log").toString());
        environment.put(ClusterSecret.VARIABLE, secret.toString());
    }

    /** Leaves a job for a JobManager to come. */
    JobId submit(StreamGraph graph) throws IOException {
        return StoredSubmission.submit(graph, storage);
    }

    /** Makes a directory for a savepoint, as whoever asks for one does. */
    String newSavepoint(Path in, JobId job) throws IOException {
        return new Savepoints(new FileStorages(Optional.empty())).newDirectory(in.toString(), job);
    }

    /** Asks something of a job that runs, or is to run. */
    long leave(JobId job, JobEvent.Asked wish) throws IOException {
        return wishes().leave(job, wish);
    }

    Optional<WishAnswer> answer(JobId job, long wish) throws IOException {
        return wishes().answer(job, wish);
    }

    private StoredWishes wishes() {
        return new StoredWishes(new LocalFileStorage(), storage);
    }

    ChildJvm jobManager(JobId job) throws IOException {
        return start(JobManagerMain.class, job.toString());
    }

    ChildJvm taskManager() throws IOException {
        return start(TaskManagerMain.class);
    }

    private ChildJvm start(Class<?> main, String... arguments) throws IOException {
        Path own = Files.createDirectories(directory.resolve("process-" + started.size()));
        ChildJvm process = ChildJvm.start(own, main, List.of("-Xmx192m"), environment, arguments);
        started.add(process);
        return process;
    }

    /** What all of them said, for whoever wonders why something did not come to pass. */
    String said() {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Processes::isSaid).sorted().toList()) {
                all.append('\n').append(file).append('\n').append(Files.readString(file));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSaid(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".log") || name.endsWith(".out");
    }

    @Override
    public void close() {
        started.forEach(ChildJvm::close);
    }
}
