package dev.selvage.minicluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** The files that clients and containers read: where the daemons are, now that they have their ports. */
final class ClientSettings {

    private static final List<String> CORE = List.of("fs.defaultFS");

    /** A client decides on the replication of its files, so this one is for clients. */
    private static final List<String> HDFS = List.of("dfs.replication");

    private static final List<String> YARN = List.of(
            "yarn.resourcemanager.address",
            "yarn.resourcemanager.admin.address",
            "yarn.resourcemanager.resource-tracker.address",
            "yarn.resourcemanager.scheduler.address",
            "yarn.resourcemanager.webapp.address",
            "yarn.resourcemanager.am.max-attempts",
            "yarn.resourcemanager.connect.retry-interval.ms",
            "yarn.scheduler.include-port-in-node-name",
            "yarn.scheduler.minimum-allocation-mb",
            "yarn.application.classpath");

    private ClientSettings() {}

    static Path directory(Path root) {
        return root.resolve("conf");
    }

    static void writeForHdfs(Path root, Configuration running) throws IOException {
        write(root, "core-site.xml", running, CORE);
        write(root, "hdfs-site.xml", running, HDFS);
    }

    static void writeForYarn(Path root, Configuration running) throws IOException {
        write(root, "yarn-site.xml", running, YARN);
    }

    static void writeForZooKeeper(Path root, String connect) throws IOException {
        Files.writeString(directory(root).resolve("zookeeper.properties"), "connect=" + connect + "\n");
    }

    private static void write(Path root, String file, Configuration running, List<String> keys) throws IOException {
        Configuration chosen = new Configuration(false);
        for (String key : keys) {
            chosen.set(key, running.get(key), "the running mini cluster");
        }
        try (OutputStream out = Files.newOutputStream(directory(root).resolve(file))) {
            chosen.writeXml(out);
        }
    }
}
