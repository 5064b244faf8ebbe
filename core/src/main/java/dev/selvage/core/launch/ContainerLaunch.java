package dev.selvage.core.launch;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a process is started in a container: with which variables, and by which line of the shell that YARN runs. The same for the
 * ApplicationMaster, whom the client starts, and for the TaskManagers, whom the ApplicationMaster starts.
 */
public record ContainerLaunch(SortedMap<String, String> variables, String command) {

    /** YARN puts the container's log directory in its place, in variables and commands alike. */
    private static final String LOG_DIRECTORY = "<LOG_DIR>";

    /** What the template has filled in, and the blanks behind it. */
    private static final Pattern PART = Pattern.compile("%(java|jvmmem|jvmopts|logging|class|args|redirects)%( *)");

    /** Java of the node, unless something else is said; a node without the variable may have it on its path. */
    private static final String JAVA_OF_NODE = "${JAVA_HOME:+$JAVA_HOME/bin/}java";

    /**
     * The start of one process.
     *
     * @param plan of its application, which says what its class path is, below the working directory
     * @param arguments what its main class is given; nothing secret, since lists of processes show it
     */
    public static ContainerLaunch of(
            ProcessKind kind, Configuration configuration, ApplicationPlan plan, List<String> arguments)
            throws InvalidConfigurationException {
        return new ContainerLaunch(
                variables(kind, configuration, plan), command(kind, configuration, plan.hasClasses(), arguments));
    }

    private static SortedMap<String, String> variables(
            ProcessKind kind, Configuration configuration, ApplicationPlan plan) {
        SortedMap<String, String> variables = new TreeMap<>();
        // YARN writes a variable between double quotes and looks no further: $ is for the shell, a quote would end the
        // value.
        configuration
                .members(kind.variables())
                .forEach((name, value) -> variables.put(name, value.replaceAll("[\"`]", "\\\\$0")));
        // Behind the jars, so that no other has to be opened for a class of ours; YARN's own variable is for the shell
        // to fill in.
        List<String> classPath = new ArrayList<>(plan.libraries());
        classPath.add(inArchive(ContainerLayout.HADOOP));
        variables.put("CLASSPATH", String.join(":", classPath));
        // Not HADOOP_CONF_DIR: where an administrator sets that for all containers, YARN appends his to ours.
        variables.put("SELVAGE_HADOOP_CONF_DIR", inArchive(ContainerLayout.HADOOP));
        variables.put("SELVAGE_CONF_DIR", inArchive(ContainerLayout.CONFIGURATION));
        // Whatever the node may have of its own.
        variables.put("SELVAGE_PLUGINS_DIR", plan.plugins());
        variables.put("SELVAGE_LOG_FILE", LOG_DIRECTORY + "/" + kind.logName() + ".log");
        return variables;
    }

    private static String inArchive(String directory) {
        return ContainerLayout.ARCHIVE + "/" + directory;
    }

    private static String command(
            ProcessKind kind, Configuration configuration, boolean hasClasses, List<String> arguments)
            throws InvalidConfigurationException {
        List<String> options = new ArrayList<>(List.of(
                // YARN removes it even if the process is killed, where the machine's own keeps what is left.
                "-Djava.io.tmpdir=$PWD/tmp",
                // Whoever runs out of memory is of no use any more, and what it died of is to be found out.
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+HeapDumpOnOutOfMemoryError",
                "-XX:HeapDumpPath=" + LOG_DIRECTORY,
                "-Xlog:gc*:file=" + LOG_DIRECTORY + "/" + kind.logName() + "-gc.log:time:filecount=4,filesize=8m"));
        if (hasClasses) {
            // A JVM that they do not fit starts without them.
            options.add("-XX:SharedArchiveFile=" + ContainerLayout.CLASSES);
        }
        // As they are, so that they may name what the shell knows, such as $PWD.
        options.addAll(kind.userArguments(configuration));
        String logs = LOG_DIRECTORY + "/" + kind.logName();
        SortedMap<String, String> parts = new TreeMap<>();
        parts.put("java", java(configuration));
        parts.put("jvmmem", String.join(" ", kind.memoryArguments(configuration)));
        parts.put("jvmopts", String.join(" ", options));
        // LogSetup finds its file by the variables; the name is known from Flink's template.
        parts.put("logging", "");
        parts.put("class", kind.mainClass());
        parts.put("args", quoted(arguments));
        // YARN quotes the end of what matches *stderr* where it tells why a container failed, and of nothing else.
        parts.put("redirects", "1> " + logs + ".stdout 2> " + logs + ".stderr");
        // In one pass: what was filled in may look like a part, or hold blanks that count.
        return PART.matcher(configuration.get(YarnOptions.START_COMMAND))
                .replaceAll(part ->
                        Matcher.quoteReplacement(filledIn(parts.getOrDefault(part.group(1), ""), part.group(2))));
    }

    private static String filledIn(String text, String blanks) {
        return text.isEmpty() ? "" : text + blanks;
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

    /**
     * Twice: YARN gives the command to a shell within another one's double quotes, where both would fill something in. And before
     * either shell sees it, YARN has its own marks replaced, quoted or not: those fall apart by an empty pair of quotes within.
     */
    private static String quoted(String word) {
        if (word.matches("[-\\w.,:=/+@%]+")) {
            return word;
        }
        String inner = "'"
                + word.replace("'", "'\\''").replaceAll("(?<=\\{)(?=\\{)|(?<=\\})(?=\\})|(?<=<)(?=[A-Z])", "''") + "'";
        return inner.replaceAll("[\\\\\"$`]", "\\\\$0");
    }
}
