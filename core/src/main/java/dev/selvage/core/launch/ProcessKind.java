package dev.selvage.core.launch;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.memory.JobManagerMemory;
import dev.selvage.core.config.memory.TaskManagerMemory;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionFamily;
import java.util.List;
import java.util.stream.Stream;

/** The processes of a cluster, by what starts them and what their log is called. */
public enum ProcessKind {
    APPLICATION_MASTER("dev.selvage.am.ApplicationMasterMain", "jobmanager"),
    TASKMANAGER("dev.selvage.container.TaskManagerMain", "taskmanager");

    private final String mainClass;
    private final String logName;

    ProcessKind(String mainClass, String logName) {
        this.mainClass = mainClass;
        this.logName = logName;
    }

    public String mainClass() {
        return mainClass;
    }

    /** What its log files are called, without what follows the point. */
    public String logName() {
        return logName;
    }

    /** The variables that a person wants it to have. */
    OptionFamily variables() {
        return this == TASKMANAGER ? ProcessOptions.TASKMANAGER_ENV : ProcessOptions.MASTER_ENV;
    }

    /** How much memory its JVM may take, as options. */
    List<String> memoryArguments(Configuration configuration) throws InvalidConfigurationException {
        return this == TASKMANAGER
                ? TaskManagerMemory.derive(configuration).jvmArguments()
                : JobManagerMemory.derive(configuration).jvmArguments();
    }

    /** What a person wants its JVM to be given: what is for all processes first, so that its own may overrule that. */
    List<String> userArguments(Configuration configuration) {
        Option<String> own =
                this == TASKMANAGER ? ProcessOptions.JAVA_OPTS_TASKMANAGER : ProcessOptions.JAVA_OPTS_JOBMANAGER;
        return Stream.of(ProcessOptions.JAVA_OPTS, own)
                .flatMap(option -> configuration.find(option).stream())
                .flatMap(text -> Stream.of(text.strip().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
