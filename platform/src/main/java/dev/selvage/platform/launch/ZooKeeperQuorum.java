package dev.selvage.platform.launch;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The servers that {@code conf/zoo.cfg} names, in ZooKeeper's own words. For trials: each has what ZooKeeper wants of a server, its
 * own directory with its number in it, made for it.
 *
 * @param settings all that stands there
 * @param servers the lines {@code server.N}, by N
 */
record ZooKeeperQuorum(Path file, Map<String, String> settings, Map<Integer, String> servers) {

    private static final Pattern SERVER = Pattern.compile("server\\.(\\d{1,3})");
    /** Host, the ports for other servers, and behind a semicolon the one for clients. */
    private static final Pattern PLACE = Pattern.compile("([^:;]+):[^;]*(?:;(?:(.*):)?(\\d+))?");

    static ZooKeeperQuorum read(Path file) throws LaunchException {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        } catch (IOException e) {
            throw LaunchException.unusable(
                    "Expected to read " + file + ", which says which servers ZooKeeper has, but found: " + e + ".");
        }
        Map<String, String> settings = new TreeMap<>();
        Map<Integer, String> servers = new TreeMap<>();
        for (String key : read.stringPropertyNames()) {
            String value = read.getProperty(key).strip();
            settings.put(key, value);
            Matcher server = SERVER.matcher(key);
            if (server.matches()) {
                servers.put(Integer.parseInt(server.group(1)), value);
            }
        }
        ZooKeeperQuorum quorum = new ZooKeeperQuorum(file, settings, servers);
        if (servers.isEmpty()) {
            throw LaunchException.unusable("Expected a line for each server in " + file
                    + ", such as server.1=localhost:2888:3888;2181, but found none.");
        }
        for (int number : servers.keySet()) {
            quorum.clientPort(number);
        }
        return quorum;
    }

    /** On which machine a server runs. */
    String host(int number) throws LaunchException {
        return place(number).group(1);
    }

    private Matcher place(int number) throws LaunchException {
        Matcher place = PLACE.matcher(Optional.ofNullable(servers.get(number))
                .orElseThrow(() -> LaunchException.unusable("Expected the number of a server in " + file
                        + ", which are " + servers.keySet() + ", but found " + number + ".")));
        if (!place.matches()) {
            throw LaunchException.unusable("Expected server." + number + " in " + file
                    + " to be a host with its ports, such as localhost:2888:3888;2181, but found "
                    + servers.get(number) + ".");
        }
        return place;
    }

    private int clientPort(int number) throws LaunchException {
        String port = Optional.ofNullable(place(number).group(3))
                .or(() -> Optional.ofNullable(settings.get("clientPort")))
                .orElse("none");
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException e) {
            throw LaunchException.unusable("Expected a port for clients in " + file + ", as clientPort or behind a"
                    + " semicolon in server." + number + ", but found " + port + ".");
        }
    }

    /** Where clients of a server on this machine connect. */
    InetSocketAddress clientAddress(int number) throws LaunchException {
        String host = Optional.ofNullable(place(number).group(2)).orElse("");
        int port = clientPort(number);
        return host.isEmpty()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                : new InetSocketAddress(host, port);
    }

    /**
     * Makes the directory of a server, and in it the file that it starts with.
     *
     * @param preset where all servers have their directories, if the file names no other place
     */
    Path prepare(int number, Path preset) throws LaunchException {
        place(number);
        Path own = Optional.ofNullable(settings.get("dataDir"))
                .map(Path::of)
                .orElse(preset)
                .toAbsolutePath()
                .resolve(Integer.toString(number));
        try {
            Files.createDirectories(own);
            Files.writeString(own.resolve("myid"), number + "\n");
            Map<String, String> effective = new TreeMap<>(settings);
            effective.put("dataDir", own.toString());
            // Its own web server wants another library and a port that nobody knows of.
            effective.putIfAbsent("admin.enableServer", "false");
            return Files.write(own.resolve("zoo.cfg"), lines(effective));
        } catch (IOException | UncheckedIOException e) {
            throw LaunchException.unusable("Expected to keep what ZooKeeper has to remember in " + own + ", but found: "
                    + e + ". Name a directory that you may write to as dataDir in " + file + ".");
        }
    }

    private static List<String> lines(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue().replace("\\", "\\\\"))
                .toList();
    }
}
