package dev.selvage.client.submit;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.platform.storage.HdfsClosing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * Where Hadoop is, and how patiently it is asked.
 *
 * @param directories with its settings; a later one outweighs those before
 */
record HadoopSettings(List<Path> directories, YarnConfiguration configuration) {

    private static final List<String> READ = List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml");

    /** What Hadoop's own files do not reach by far; somebody has put something else there. */
    private static final long LARGEST_FILE = 1L << 20;

    HadoopSettings {
        directories = List.copyOf(directories);
    }

    /** Those that options and environment name. */
    static HadoopSettings of(Configuration options, Map<String, String> environment) throws SubmissionException {
        List<Path> directories = directories(options, environment);
        if (directories.isEmpty()) {
            throw new SubmissionException("Expected HADOOP_CONF_DIR or YARN_CONF_DIR to name the directory with the"
                    + " settings of Hadoop (core-site.xml, yarn-site.xml), but found both unset, and neither "
                    + ProcessOptions.HADOOP_CONF_DIR.key() + " nor " + ProcessOptions.YARN_CONF_DIR.key()
                    + ". Set one of them to where your cluster's settings are.");
        }
        YarnConfiguration configuration = new YarnConfiguration();
        boolean found = false;
        for (Path directory : directories) {
            for (String name : READ) {
                Path file = directory.resolve(name);
                if (Files.isRegularFile(file)) {
                    found = true;
                    configuration.addResource(new org.apache.hadoop.fs.Path(file.toUri()));
                }
            }
        }
        if (!found) {
            throw new SubmissionException("Expected " + String.join(", ", READ) + " in " + named(directories)
                    + ", but found none of them. Point HADOOP_CONF_DIR at the directory that holds them.");
        }
        boundPatience(configuration);
        HdfsClosing.withoutDelay(configuration);
        return new HadoopSettings(directories, configuration);
    }

    private static List<Path> directories(Configuration options, Map<String, String> environment) {
        List<Path> named = Stream.of(
                        variable(environment, "HADOOP_CONF_DIR").or(() -> options.find(ProcessOptions.HADOOP_CONF_DIR)),
                        variable(environment, "YARN_CONF_DIR").or(() -> options.find(ProcessOptions.YARN_CONF_DIR)))
                .flatMap(Optional::stream)
                .map(Path::of)
                .distinct()
                .toList();
        if (!named.isEmpty()) {
            return named;
        }
        return variable(environment, "HADOOP_HOME")
                .map(home -> Path.of(home, "etc", "hadoop"))
                .filter(Files::isDirectory)
                .stream()
                .toList();
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * By default Hadoop's client asks for a quarter of an hour, in silence, before it admits that there is no ResourceManager; each
     * of its tries has tries of its own. A person wants to hear within seconds.
     */
    private static void boundPatience(YarnConfiguration configuration) {
        configuration.setLong(YarnConfiguration.RESOURCEMANAGER_CONNECT_MAX_WAIT_MS, 6_000);
        configuration.setLong(YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS, 1_000);
        configuration.setInt("ipc.client.connect.max.retries", 1);
        configuration.setInt("ipc.client.connect.retry.interval", 500);
        configuration.setInt("ipc.client.connect.timeout", 5_000);
        configuration.setInt("ipc.client.connect.max.retries.on.timeouts", 0);
        // Where there are several ResourceManagers, one after the other.
        configuration.setInt(YarnConfiguration.CLIENT_FAILOVER_MAX_ATTEMPTS, 8);
        configuration.setLong(YarnConfiguration.CLIENT_FAILOVER_SLEEPTIME_BASE_MS, 250);
        configuration.setLong(YarnConfiguration.CLIENT_FAILOVER_SLEEPTIME_MAX_MS, 1_000);
        // How long it sleeps between two looks at whether a submission was taken: by default a fifth of a second.
        configuration.setLong(YarnConfiguration.YARN_CLIENT_APPLICATION_CLIENT_PROTOCOL_POLL_INTERVAL_MS, 50);
        // Its client needs libraries that the shaded Hadoop does not have, and we ask it nothing.
        configuration.setBoolean(YarnConfiguration.TIMELINE_SERVICE_ENABLED, false);
    }

    /** The files that travel to the containers, by their names; {@code tooLarge} hears of those that do not. */
    SortedMap<String, Path> files(List<Path> tooLarge) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        for (Path directory : directories) {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> entries = Files.list(directory)) {
                    for (Path file : entries.sorted().toList()) {
                        String name = String.valueOf(file.getFileName());
                        if (name.endsWith(".xml") && Files.isRegularFile(file)) {
                            if (Files.size(file) > LARGEST_FILE) {
                                tooLarge.add(file);
                            } else {
                                files.put(name, file);
                            }
                        }
                    }
                }
            }
        }
        return files;
    }

    /** Where the settings came from, for a sentence. */
    String place() {
        return named(directories);
    }

    private static String named(List<Path> directories) {
        return String.join(" and ", directories.stream().map(Path::toString).toList());
    }

    /** Where the ResourceManager is, or all of them, for a sentence. */
    String resourceManager() {
        String[] ids = configuration.getTrimmedStrings(YarnConfiguration.RM_HA_IDS);
        if (!configuration.getBoolean(YarnConfiguration.RM_HA_ENABLED, false) || ids.length == 0) {
            return configuration.get(YarnConfiguration.RM_ADDRESS, "an unknown address");
        }
        List<String> addresses = new ArrayList<>();
        for (String id : ids) {
            addresses.add(configuration.get(
                    YarnConfiguration.RM_ADDRESS + "." + id,
                    configuration.get(YarnConfiguration.RM_HOSTNAME + "." + id, id)));
        }
        return String.join(" or ", addresses);
    }
}
