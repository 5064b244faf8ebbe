package dev.selvage.minicluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the command line asks for.
 *
 * @param directory where everything goes
 * @param nodeManagers how many, or none at all if there is to be no YARN
 * @param processes whether the daemons of YARN are processes of their own
 * @param settings of Hadoop, on top of ours
 */
record MiniClusterOptions(
        Path directory,
        Optional<Integer> nodeManagers,
        boolean processes,
        boolean zooKeeper,
        boolean untilStdinCloses,
        Map<String, String> settings) {

    static final String USAGE = "usage: scripts/mini-cluster.sh start --dir DIRECTORY [--node-managers N] [--processes]"
            + " [--hdfs-only] [--no-zookeeper] [--set KEY=VALUE]...";

    private static final int MOST_NODE_MANAGERS = 16;

    MiniClusterOptions {
        settings = Map.copyOf(settings);
    }

    static MiniClusterOptions parse(List<String> arguments) {
        Optional<Path> directory = Optional.empty();
        int nodeManagers = 2;
        boolean yarn = true;
        boolean processes = false;
        boolean zooKeeper = true;
        boolean untilStdinCloses = false;
        Map<String, String> settings = new TreeMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            switch (name) {
                case "--dir" -> directory = Optional.of(Path.of(value(arguments, ++i)));
                case "--node-managers" -> nodeManagers = count(value(arguments, ++i));
                case "--processes" -> processes = true;
                case "--hdfs-only" -> {
                    yarn = false;
                    zooKeeper = false;
                }
                case "--no-zookeeper" -> zooKeeper = false;
                case "--until-stdin-closes" -> untilStdinCloses = true;
                case "--set" -> addSetting(value(arguments, ++i), settings);
                default -> throw new IllegalArgumentException("Expected an option, but found " + name + ".");
            }
        }
        Path root = directory.orElseThrow(
                () -> new IllegalArgumentException("Expected --dir, but found none. Name a directory for all files."));
        Optional<Integer> nodes = yarn ? Optional.of(nodeManagers) : Optional.empty();
        return new MiniClusterOptions(
                root.toAbsolutePath().normalize(), nodes, processes, zooKeeper, untilStdinCloses, settings);
    }

    private static String value(List<String> arguments, int index) {
        if (index >= arguments.size()) {
            throw new IllegalArgumentException(
                    "Expected a value after " + arguments.get(index - 1) + ", but found none.");
        }
        return arguments.get(index);
    }

    private static int count(String text) {
        if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_NODE_MANAGERS) {
            throw new IllegalArgumentException("Expected --node-managers of 1 to " + MOST_NODE_MANAGERS + ", but found "
                    + text + ". For no YARN at all use --hdfs-only.");
        }
        return Integer.parseInt(text);
    }

    private static void addSetting(String text, Map<String, String> settings) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("Expected KEY=VALUE after --set, but found " + text + ".");
        }
        settings.put(text.substring(0, equals), text.substring(equals + 1));
    }
}
