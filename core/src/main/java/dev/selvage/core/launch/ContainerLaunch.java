package dev.selvage.core.launch;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a process is started in a container: with which variables, and by which line of the shell that YARN runs. The same for the
 * ApplicationMaster, whom the client starts, and for the TaskManagers, whom the ApplicationMaster starts.
 */
public record ContainerLaunch(SortedMap<String, String> variables, String command) {

    /** YARN puts the container's log directory in its place, in variables and commands alike. */
    private static final String LOG_DIRECTORY = "<LOG_DIR>";

    /** Java of the node, unless something else is said; a node without the variable may have it on its path. */
    private static final String JAVA_OF_NODE = "${JAVA_HOME:+$JAVA_HOME/bin/}java";

    /**
     * The start of one process.
     *
     * @param libraries its class path, below the working directory
     * @param arguments what its main class is given; nothing secret, since lists of processes show it
     */
    public static ContainerLaunch of(
            ProcessKind kind, Configuration configuration, List<String> libraries, List<String> arguments)
            throws InvalidConfigurationException {
        return new ContainerLaunch(variables(kind, configuration, libraries), command(kind, configuration, arguments));
    }

    private static SortedMap<String, String> variables(
            ProcessKind kind, Configuration configuration, List<String> libraries) {
        SortedMap<String, String> variables = new TreeMap<>(configuration.members(kind.variables()));
        // Behind the jars, so that no other has to be opened for a class of ours; YARN's own variable is for the shell
        // to fill in.
        List<String> classPath = new ArrayList<>(libraries);
        classPath.add(inArchive(ContainerLayout.HADOOP));
        variables.put("CLASSPATH", String.join(":", classPath));
        // Not HADOOP_CONF_DIR: where an administrator sets that for all containers, YARN appends his to ours.
        variables.put("SELVAGE_HADOOP_CONF_DIR", inArchive(ContainerLayout.HADOOP));
        variables.put("SELVAGE_CONF_DIR", inArchive(ContainerLayout.CONFIGURATION));
        variables.put("SELVAGE_LOG_FILE", LOG_DIRECTORY + "/" + kind.logName() + ".log");
        return variables;
    }

    private static String inArchive(String directory) {
        return ContainerLayout.ARCHIVE + "/" + directory;
    }

    private static String command(ProcessKind kind, Configuration configuration, List<String> arguments)
            throws InvalidConfigurationException {
        List<String> options = new ArrayList<>(List.of(
                // Whoever runs out of memory is of no use any more, and what it died of is to be found out.
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+HeapDumpOnOutOfMemoryError",
                "-XX:HeapDumpPath=" + LOG_DIRECTORY,
                "-Xlog:gc*:file=" + LOG_DIRECTORY + "/" + kind.logName() + "-gc.log:time:filecount=4,filesize=8m"));
        // As they are, so that they may name what the shell knows, such as $PWD.
        options.addAll(kind.userArguments(configuration));
        String logs = LOG_DIRECTORY + "/" + kind.logName();
        return configuration
                .get(YarnOptions.START_COMMAND)
                .replace("%java%", java(configuration))
                .replace("%jvmmem%", String.join(" ", kind.memoryArguments(configuration)))
                .replace("%jvmopts%", String.join(" ", options))
                .replace("%logging%", "")
                .replace("%class%", kind.mainClass())
                .replace("%args%", quoted(arguments))
                .replace("%redirects%", "1> " + logs + ".out 2> " + logs + ".err")
                .replaceAll(" {2,}", " ");
    }

    private static String java(Configuration configuration) {
        return configuration
                .find(ProcessOptions.JAVA_HOME)
                .map(home -> home + "/bin/java")
                .orElse(JAVA_OF_NODE);
    }

    /** As words of the shell, in which nothing is filled in. */
    private static String quoted(List<String> words) {
        return String.join(" ", words.stream().map(ContainerLaunch::quoted).toList());
    }

    /** Twice: YARN gives the command to a shell within another one's double quotes, where both would fill something in. */
    private static String quoted(String word) {
        if (word.matches("[-\\w.,:=/+@%]+")) {
            return word;
        }
        return ("'" + word.replace("'", "'\\''") + "'").replaceAll("[\\\\\"$`]", "\\\\$0");
    }
}
