package dev.selvage.platform.launch;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.Configuration;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A distribution on this machine, and who uses it.
 *
 * @param user tells the pid files and logs of one cluster from those of others on the machine
 * @param host what this machine calls itself
 */
record Installation(Path home, Path configuration, String user, String host, Map<String, String> environment) {

    Installation {
        environment = Map.copyOf(environment);
    }

    /** The one whose scripts have set these variables. */
    static Installation of(Map<String, String> environment) throws LaunchException {
        Path home = Path.of(variable(environment, "SELVAGE_HOME")
                .orElseThrow(() -> LaunchException.unusable("Expected SELVAGE_HOME to name the distribution, but found"
                        + " it unset. Use the scripts in its bin directory, which set it.")));
        return new Installation(
                home,
                variable(environment, "SELVAGE_CONF_DIR").map(Path::of).orElse(home.resolve("conf")),
                variable(environment, "SELVAGE_IDENT_STRING").orElse(System.getProperty("user.name", "nobody")),
                variable(environment, "SELVAGE_HOSTNAME").orElse("localhost"),
                environment);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    Optional<String> variable(String name) {
        return variable(environment, name);
    }

    Path libraries() {
        return home.resolve("lib");
    }

    Path masters() {
        return configuration.resolve("masters");
    }

    Path workers() {
        return configuration.resolve("workers");
    }

    /** Where logs go: the variable outweighs the option, since it belongs to one call. */
    Path logs(Configuration options) {
        return variable("SELVAGE_LOG_DIR")
                .or(() -> options.find(ProcessOptions.LOG_DIR))
                .map(Path::of)
                .orElse(home.resolve("log"))
                .toAbsolutePath();
    }

    /** Which processes of a kind were started is written down here. */
    Path pidFile(Configuration options, Daemon daemon) {
        return Path.of(variable("SELVAGE_PID_DIR").orElseGet(() -> options.get(ProcessOptions.PID_DIR)))
                .toAbsolutePath()
                .resolve("selvage-" + user + "-" + daemon + ".pid");
    }

    /** What the file names of a process have in common. */
    String fileName(Daemon daemon, int number) {
        return "selvage-" + user + "-" + daemon + "-" + number + "-" + host;
    }

    /** The variables by which Hadoop's settings are found, as far as options or the environment name them. */
    Map<String, String> hadoopVariables(Configuration options) {
        Map<String, String> variables = new TreeMap<>();
        variable("HADOOP_CONF_DIR")
                .or(() -> options.find(ProcessOptions.HADOOP_CONF_DIR))
                .ifPresent(directory -> variables.put("HADOOP_CONF_DIR", directory));
        variable("YARN_CONF_DIR")
                .or(() -> options.find(ProcessOptions.YARN_CONF_DIR))
                .ifPresent(directory -> variables.put("YARN_CONF_DIR", directory));
        return variables;
    }
}
