package dev.selvage.minicluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.FileSystemRMStateStore;

/** What daemons in processes of their own run with: they keep what they know, and find it and their ports again. */
final class DaemonSettings {

    private static final List<String> RESOURCE_MANAGER_ADDRESSES = List.of(
            "yarn.resourcemanager.address",
            "yarn.resourcemanager.admin.address",
            "yarn.resourcemanager.resource-tracker.address",
            "yarn.resourcemanager.scheduler.address",
            "yarn.resourcemanager.webapp.address");

    private static final List<String> NODE_ADDRESSES = List.of(
            "yarn.nodemanager.address",
            "yarn.nodemanager.localizer.address",
            "yarn.nodemanager.webapp.address",
            "yarn.nodemanager.collector-service.address");

    /** Below those that the system gives to connections: nobody takes them while a daemon is down. */
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 32_000;

    private static final String LOOPBACK = "127.0.0.";
    private static final int FIRST_HOST = 10;

    private DaemonSettings() {}

    /** For all daemons, and for whoever speaks to them. */
    static Configuration shared(Configuration settings, MiniClusterOptions options) {
        Configuration shared = new Configuration(settings);
        RESOURCE_MANAGER_ADDRESSES.forEach(key -> shared.set(key, "localhost:" + freePort()));
        // Work goes on where it was when the ResourceManager or a NodeManager comes back.
        shared.set("yarn.resourcemanager.recovery.enabled", "true");
        shared.set("yarn.resourcemanager.store.class", FileSystemRMStateStore.class.getName());
        shared.set(
                "yarn.resourcemanager.fs.state-store.uri",
                options.directory().resolve("daemons/state").toUri().toString());
        shared.set("yarn.nodemanager.recovery.enabled", "true");
        // Else a NodeManager that ends in order ends its containers.
        shared.set("yarn.nodemanager.recovery.supervised", "true");
        shared.set("yarn.nodemanager.resource.memory-mb", "8192");
        // All that people would wait ten minutes or half a one for; long enough for a restart on a busy machine.
        shared.set("yarn.nm.liveness-monitor.expiry-interval-ms", "30000");
        shared.set("yarn.am.liveness-monitor.expiry-interval-ms", "60000");
        shared.set("yarn.resourcemanager.work-preserving-recovery.scheduling-wait-ms", "1000");
        shared.set("yarn.resourcemanager.connect.retry-interval.ms", "1000");
        shared.set("yarn.nodemanager.resourcemanager.connect.retry-interval.ms", "1000");
        options.settings().forEach(shared::set);
        return shared;
    }

    /** For a NodeManager, with a host, files and ports that it has each time it is started. */
    static Configuration ofNode(Configuration shared, Path directory, int number) {
        Configuration settings = new Configuration(shared);
        // All of them are this machine, but nobody can tell: YARN avoids nodes, and clients look for disks, by the
        // names of hosts.
        String host = LOOPBACK + (FIRST_HOST + number);
        NODE_ADDRESSES.forEach(key -> settings.set(key, host + ":" + freePort()));
        settings.set("yarn.nodemanager.local-dirs", directory.resolve("local").toString());
        settings.set("yarn.nodemanager.log-dirs", directory.resolve("logs").toString());
        settings.set(
                "yarn.nodemanager.recovery.dir", directory.resolve("recovery").toString());
        return settings;
    }

    /** Leaves out what are Hadoop's own defaults. */
    static void write(Configuration settings, Path directory) throws IOException {
        Configuration chosen = new Configuration(false);
        for (Map.Entry<String, String> one : settings) {
            if (!isDefault(settings, one.getKey())) {
                chosen.set(one.getKey(), one.getValue(), "the mini cluster");
            }
        }
        Files.createDirectories(directory);
        // Each is read by somebody; none by all.
        for (String file : List.of("core-site.xml", "yarn-site.xml")) {
            try (OutputStream out = Files.newOutputStream(directory.resolve(file))) {
                chosen.writeXml(out);
            }
        }
    }

    private static boolean isDefault(Configuration settings, String key) {
        return Optional.ofNullable(settings.getPropertySources(key))
                .filter(sources -> sources.length > 0 && sources[sources.length - 1].endsWith("-default.xml"))
                .isPresent();
    }

    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (java.net.BindException e) {
                // Somebody has it.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
