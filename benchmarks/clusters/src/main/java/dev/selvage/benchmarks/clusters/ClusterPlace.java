package dev.selvage.benchmarks.clusters;

import dev.selvage.core.id.ClusterId;
import dev.selvage.platform.security.ClusterSecret;
import dev.selvage.platform.security.ControlSecret;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.StoragePath;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Where a cluster lies on this machine's disk, with all that its processes are told by files. */
public record ClusterPlace(Path directory) {

    public static final Duration HEARTBEAT = Duration.ofSeconds(10);
    public static final Duration SILENCE = Duration.ofSeconds(50);

    private static final String CLUSTER = "benchmark";
    private static final String SECRET = "known to the processes of this measurement alone";

    /** Writes the configuration into a directory that is empty. */
    public static ClusterPlace prepare(Path directory) throws IOException {
        ClusterPlace place = new ClusterPlace(directory.toAbsolutePath());
        Files.createDirectories(place.configuration());
        Files.createDirectories(place.log());
        Files.writeString(place.secretFile(), SECRET + "\n");
        Files.writeString(place.configuration().resolve("selvage-conf.yaml"), """
                high-availability.type: yarn
                high-availability.storageDir: %s
                high-availability.cluster-id: %s
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.bind-host: 127.0.0.1
                taskmanager.host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.bind-port: 0
                heartbeat.interval: %d s
                heartbeat.timeout: %d s
                """.formatted(
                        place.storage(), CLUSTER, HEARTBEAT.toSeconds(), SILENCE.toSeconds()));
        return place;
    }

    private Path configuration() {
        return directory.resolve("conf");
    }

    Path log() {
        return directory.resolve("log");
    }

    private Path secretFile() {
        return directory.resolve("secret");
    }

    private Path storage() {
        return directory.resolve("storage");
    }

    public ClusterDirectory cluster() {
        return new ClusterDirectory(
                new ClusterId(CLUSTER), StoragePath.parse(storage().toString()).child(CLUSTER));
    }

    public ControlSecret secret() {
        return ControlSecret.of(SECRET);
    }

    /** What a process of the cluster finds in its environment. */
    Map<String, String> environment() {
        return Map.of(
                "SELVAGE_CONF_DIR",
                configuration().toString(),
                "SELVAGE_LOG_DIR",
                log().toString(),
                ClusterSecret.VARIABLE,
                secretFile().toString());
    }

    /** How long the largest file of all is whose name begins like this; 0 if there is none. */
    public long largest(String prefix) throws IOException {
        AtomicLong largest = new AtomicLong();
        Files.walkFileTree(storage(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (String.valueOf(file.getFileName()).startsWith(prefix)) {
                    largest.accumulateAndGet(attributes.size(), Math::max);
                }
                return FileVisitResult.CONTINUE;
            }

            /** The JobManager deletes what is obsolete meanwhile. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return largest.get();
    }

    /** Deletes a directory with all that is in it. */
    public static void delete(Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            found.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
