package dev.selvage.platform.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file with a host in each line, such as {@code conf/masters}. */
record Hosts(Path file, List<Host> hosts) {

    private static final Pattern LINE = Pattern.compile("([^\\s:]+)(?::(\\d{1,5}))?");

    Hosts {
        hosts = List.copyOf(hosts);
    }

    /**
     * A line.
     *
     * @param port of REST; workers have none
     */
    record Host(String name, OptionalInt port) {

        /** Whether only this machine can mean itself by it. */
        boolean isLoopback() {
            return Hosts.isLoopback(name);
        }

        /** Whether it is this machine, so that nothing has to go through SSH. */
        boolean isHere(Installation installation) {
            return isLoopback() || name.equals(installation.host()) || hasAddressOfThisMachine();
        }

        private boolean hasAddressOfThisMachine() {
            try {
                InetAddress address = InetAddress.getByName(name);
                return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
            } catch (IOException e) {
                // SSH may know names that nobody else does; if not, it says so.
                return false;
            }
        }

        @Override
        public String toString() {
            return port.isPresent() ? name + ":" + port.getAsInt() : name;
        }
    }

    static boolean isLoopback(String name) {
        return name.equalsIgnoreCase("localhost") || name.startsWith("127.") || name.equals("::1");
    }

    /** Reads it; empty lines, and what stands behind a #, say nothing. */
    static Hosts read(Path file) throws LaunchException {
        List<Host> hosts = new ArrayList<>();
        List<String> lines = lines(file);
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                hosts.add(parse(line, file + ":" + number));
            }
        }
        return new Hosts(file, hosts);
    }

    private static List<String> lines(Path file) throws LaunchException {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw LaunchException.unusable("Expected to read " + file + ", which names a host in each line, but found: "
                    + e + ". One line, localhost, is enough for a cluster on this machine.");
        }
    }

    private static Host parse(String line, String place) throws LaunchException {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw LaunchException.unusable(place + ": expected a host, or a host and a port such as master1:8081, but"
                    + " found " + line + ".");
        }
        OptionalInt port =
                matcher.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(matcher.group(2)));
        return new Host(matcher.group(1), port);
    }

    boolean areAllHere(Installation installation) {
        return hosts.stream().allMatch(host -> host.isHere(installation));
    }
}
