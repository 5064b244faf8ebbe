package dev.selvage.platform.launch;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.memory.JobManagerMemory;
import dev.selvage.core.config.memory.TaskManagerMemory;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How a process is started: with which variables, and by which command. Its class path is a variable, so that the command stays short
 * enough to be read in a list of processes, and to be recognised there.
 */
record LaunchPlan(Daemon daemon, Map<String, String> variables, List<String> command) {

    LaunchPlan {
        variables = new TreeMap<>(variables);
        command = List.copyOf(command);
    }

    /** A JobManager or a TaskManager. */
    static LaunchPlan of(Daemon daemon, Installation installation, Settings settings)
            throws InvalidConfigurationException, LaunchException {
        Configuration configuration = settings.configuration();
        List<String> command = new ArrayList<>();
        command.add(JavaHome.executable(configuration).toString());
        command.addAll(jvmArguments(daemon, configuration));
        command.add(daemon.mainClass());
        settings.assignments().forEach(assignment -> command.add("-D" + assignment));
        return new LaunchPlan(daemon, variables(installation, configuration), command);
    }

    /**
     * One of ZooKeeper's servers.
     *
     * @param logging which of the files in the configuration directory says how it logs
     */
    static LaunchPlan zooKeeper(Installation installation, Settings settings, Path configurationFile, String logging)
            throws LaunchException {
        Configuration configuration = settings.configuration();
        List<String> command = new ArrayList<>();
        command.add(JavaHome.executable(configuration).toString());
        command.add("-Xmx256m");
        command.addAll(words(ProcessOptions.JAVA_OPTS, configuration));
        command.add("-Dlog4j2.configurationFile=" + installation.configuration().resolve(logging));
        command.add(Daemon.ZOOKEEPER.mainClass());
        command.add(configurationFile.toString());
        return new LaunchPlan(Daemon.ZOOKEEPER, variables(installation, configuration), command);
    }

    /**
     * The command line, as the words that its script becomes, but for the class and what that is given.
     *
     * @param usual arguments of the JVM that somebody may overrule
     */
    static List<String> commandLine(Installation installation, Configuration configuration, List<String> usual)
            throws LaunchException {
        List<String> command = new ArrayList<>();
        command.add("env");
        variables(installation, configuration).forEach((name, value) -> command.add(name + "=" + value));
        command.add(JavaHome.executable(configuration).toString());
        command.addAll(joined(usual, ProcessOptions.JAVA_OPTS_CLIENT, configuration));
        return command;
    }

    private static Map<String, String> variables(Installation installation, Configuration configuration)
            throws LaunchException {
        Map<String, String> hadoop = installation.hadoopVariables(configuration);
        Map<String, String> variables = new TreeMap<>(hadoop);
        variables.put(
                "CLASSPATH",
                ClassPath.of(
                        installation.libraries(),
                        hadoop.values(),
                        installation.variable("HADOOP_CLASSPATH").orElse("")));
        variables.put("SELVAGE_CONF_DIR", installation.configuration().toString());
        variables.put("SELVAGE_LOG_DIR", installation.logs(configuration).toString());
        return variables;
    }

    /** The same with one more variable. */
    LaunchPlan with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(variables);
        more.put(variable, value);
        return new LaunchPlan(daemon, more, command);
    }

    /** The same with one more argument of the JVM. */
    LaunchPlan withJvmArgument(String argument) {
        List<String> more = new ArrayList<>(command);
        more.add(1, argument);
        return new LaunchPlan(daemon, variables, more);
    }

    /** The command without what it is given, which may hold secrets; the log of the process has that, without them. */
    String jvm() {
        return String.join(" ", command.subList(0, command.indexOf(daemon.mainClass()) + 1));
    }

    static List<String> jvmArguments(Daemon daemon, Configuration configuration) throws InvalidConfigurationException {
        return switch (daemon) {
            case JOBMANAGER ->
                joined(
                        JobManagerMemory.derive(configuration).jvmArguments(),
                        ProcessOptions.JAVA_OPTS_JOBMANAGER,
                        configuration);
            case TASKMANAGER ->
                joined(
                        TaskManagerMemory.derive(configuration).jvmArguments(),
                        ProcessOptions.JAVA_OPTS_TASKMANAGER,
                        configuration);
            case ZOOKEEPER -> words(ProcessOptions.JAVA_OPTS, configuration);
        };
    }

    /** Those for all processes come before those of this kind, so that these may overrule them. */
    private static List<String> joined(List<String> memory, Option<String> own, Configuration configuration) {
        return Stream.of(memory, words(ProcessOptions.JAVA_OPTS, configuration), words(own, configuration))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> words(Option<String> option, Configuration configuration) {
        return configuration.find(option).stream()
                .flatMap(text -> Stream.of(text.strip().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
