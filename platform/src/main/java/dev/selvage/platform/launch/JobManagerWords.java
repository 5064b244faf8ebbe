package dev.selvage.platform.launch;

import dev.selvage.core.config.JobManagerOptions;
import dev.selvage.core.config.RestOptions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What stands behind {@code jobmanager.sh start}: where the JobManager is, and the port of REST, in Flink's ways of saying so. */
final class JobManagerWords {

    private static final String USAGE = "Expected jobmanager.sh start [HOST [REST-PORT]] [-Dkey=value]..., but found ";

    private JobManagerWords() {}

    /** The same as settings, in front of others. */
    static List<String> assignments(List<String> words, List<String> others) throws LaunchException {
        Optional<String> host = Optional.empty();
        Optional<String> port = Optional.empty();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (word.equals("--host")) {
                host = Optional.of(next(rest, word));
            } else if (word.equals("--webui-port")) {
                port = Optional.of(next(rest, word));
            } else if (word.startsWith("-") || port.isPresent()) {
                throw LaunchException.unusable(USAGE + word + ".");
            } else if (host.isPresent()) {
                port = Optional.of(word);
            } else {
                host = Optional.of(word);
            }
        }
        return assignments(host, port.isPresent() ? Optional.of(number(port.get())) : Optional.empty(), others);
    }

    private static String next(Iterator<String> rest, String word) throws LaunchException {
        if (!rest.hasNext()) {
            throw LaunchException.unusable(USAGE + "nothing behind " + word + ".");
        }
        return rest.next();
    }

    private static int number(String port) throws LaunchException {
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException e) {
            throw LaunchException.unusable(USAGE + port + " for the port.");
        }
    }

    /** As settings. The port is the only one that is tried, whatever the configuration says. */
    static List<String> assignments(Optional<String> host, Optional<Integer> port, List<String> others) {
        List<String> assignments = new ArrayList<>();
        host.ifPresent(name -> assignments.add(JobManagerOptions.RPC_ADDRESS.key() + "=" + name));
        port.ifPresent(number -> {
            assignments.add(RestOptions.PORT.key() + "=" + number);
            assignments.add(RestOptions.BIND_PORT.key() + "=" + number);
        });
        assignments.addAll(others);
        return assignments;
    }
}
