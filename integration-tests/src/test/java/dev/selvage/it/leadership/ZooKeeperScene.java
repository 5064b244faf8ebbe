package dev.selvage.it.leadership;

import dev.selvage.core.config.ZooKeeperOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.ClusterId;
import dev.selvage.it.cluster.ZooKeeperEnsemble;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.leadership.RememberedClusters;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.zookeeper.ZooKeeperFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** A cluster of one test in a ZooKeeper of several servers, with its files on the local disk; closes whoever has joined it. */
final class ZooKeeperScene {

    private final Path directory;
    private final String name = String.valueOf(UUID.randomUUID());
    private final String cluster = "/it/" + name;
    private final List<AutoCloseable> opened = new ArrayList<>();

    /** A scene with its files in an empty directory. */
    ZooKeeperScene(Path directory) {
        this.directory = directory;
    }

    /** The ensemble itself, without a wire in between. */
    static String quorum() throws Exception {
        return ZooKeeperEnsemble.shared().quorum();
    }

    Wire wire() throws Exception {
        Wire wire = new Wire(ZooKeeperEnsemble.shared().server());
        opened.add(wire);
        return wire;
    }

    /** One more process of the cluster. */
    HighAvailabilityServices join() throws Exception {
        return join(quorum(), Map.of());
    }

    /** One that reaches ZooKeeper by a way of its own, or has other settings of its client by the ends of their keys. */
    HighAvailabilityServices join(String quorum, Map<String, String> client) throws Exception {
        return open(cluster, quorum, client);
    }

    /** A process of a cluster whose nodes lie below those of the first: what is called alike in both is close by. */
    HighAvailabilityServices otherCluster() throws Exception {
        return open(cluster + "/jobs", quorum(), Map.of());
    }

    /** A process of a cluster that shares the nodes above its own with the first. */
    HighAvailabilityServices clusterBeside(Map<String, String> client) throws Exception {
        return open(cluster + "-2", quorum(), client);
    }

    /** All clusters of these tests, for whoever tidies up. */
    RememberedClusters remembered() throws Exception {
        RememberedClusters remembered = new ZooKeeperFactory()
                .remembered(configuration(Map.of(
                        ZooKeeperOptions.QUORUM.key(),
                        quorum(),
                        ZooKeeperOptions.PATH_ROOT.key(),
                        configuration(Map.of()).get(ZooKeeperOptions.PATH_ROOT) + "/it")))
                .orElseThrow();
        opened.add(remembered);
        return remembered;
    }

    /** As it is called among those. */
    ClusterId cluster() {
        return new ClusterId(name);
    }

    private HighAvailabilityServices open(String id, String quorum, Map<String, String> client) throws Exception {
        Map<String, String> settings = new TreeMap<>();
        settings.put("high-availability.storageDir", directory.toString());
        settings.put("high-availability.cluster-id", id);
        settings.put("high-availability.zookeeper.quorum", quorum);
        client.forEach((key, value) -> settings.put("high-availability.zookeeper.client." + key, value));
        HighAvailabilityServices services =
                new ZooKeeperFactory().create(configuration(settings), new FileStorages(Optional.empty()));
        opened.add(services);
        return services;
    }

    private Configuration configuration(Map<String, String> settings) throws Exception {
        List<String> assignments = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toList();
        return ConfigurationFiles.load(directory, assignments).configuration();
    }

    /** The files that hold what the cluster has recorded. */
    List<Path> recordFiles() throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/records/"))
                    .sorted()
                    .toList();
        }
    }

    /** Closes all, the last one first. */
    void end() throws Exception {
        Collections.reverse(opened);
        for (AutoCloseable one : opened) {
            one.close();
        }
    }
}
