package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionFamily;
import dev.selvage.core.config.option.OptionGroup;
import java.util.List;

/** Options about every process: its Java, its directories, its class loaders, and how it dies. */
public final class ProcessOptions {

    /** What happens when user code calls System.exit. */
    public enum SystemExitMode {
        /** The process exits. */
        DISABLED,
        /** The process exits, and the log says who asked for it. */
        LOG,
        /** The call throws, and the process stays. */
        THROW
    }

    /** Where the class loader of a job looks first. */
    public enum ResolveOrder {
        /** In the job's jars. */
        CHILD_FIRST("child-first"),
        /** In the libraries of the cluster. */
        PARENT_FIRST("parent-first");

        private final String spelling;

        ResolveOrder(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String toString() {
            return spelling;
        }
    }

    static final OptionGroup GROUP = new OptionGroup(
            "Processes", "What every process of a cluster is started with, and how it treats code that is not ours.");

    public static final Option<String> JAVA_HOME = GROUP.text("env.java.home")
            .common()
            .means("The Java, 17 or newer, that runs every process. Unset, it is JAVA_HOME of each node. On clusters "
                    + "with an older Java give a path that all nodes have, or one inside an archive shipped by "
                    + "yarn.ship-archives.");

    public static final Option<String> JAVA_OPTS = GROUP.text("env.java.opts.all")
            .mayBeEmpty()
            .alsoKnownAs("env.java.opts")
            .means("Options for the JVM of every process, such as a time zone or a truststore. Sizes of heap and "
                    + "metaspace belong under Memory.");

    public static final Option<String> JAVA_OPTS_JOBMANAGER = GROUP.text("env.java.opts.jobmanager")
            .mayBeEmpty()
            .means("Options for the JVM of JobManagers, after those for all processes.");

    public static final Option<String> JAVA_OPTS_TASKMANAGER = GROUP.text("env.java.opts.taskmanager")
            .mayBeEmpty()
            .means("Options for the JVM of TaskManagers, after those for all processes.");

    public static final Option<String> JAVA_OPTS_CLIENT = GROUP.text("env.java.opts.client")
            .mayBeEmpty()
            .means("Options for the JVM of the command line, after those for all processes, such as -Xmx. The files of "
                    + "the configuration say so, since behind -D it comes too late.");

    public static final Option<String> HADOOP_CONF_DIR = GROUP.text("env.hadoop.conf.dir")
            .means("The directory with core-site.xml and hdfs-site.xml, where the environment variable "
                    + "HADOOP_CONF_DIR is not set. Without either, only local files are found.");

    public static final Option<String> YARN_CONF_DIR = GROUP.text("env.yarn.conf.dir")
            .means("The directory with yarn-site.xml, where the environment variable YARN_CONF_DIR is not set. "
                    + "Without either, it is looked for beside Hadoop's files.");

    public static final Option<List<String>> TMP_DIRS = GROUP.list("io.tmp.dirs")
            .notEmpty()
            .alsoKnownAs("taskmanager.tmp.dirs")
            .common()
            .means("Directories on local disks for what is spilled and for local copies; several disks share the "
                    + "load. Unset, the temporary directory of the JVM is used, which in a container of YARN is one "
                    + "that YARN removes.");

    public static final Option<String> WORKING_DIR = GROUP.text("process.working-dir")
            .notInEffect()
            .means("The directory where a process keeps what it should find again after a restart under the same "
                    + "name, such as local copies of state. Unset, it lies in the first of io.tmp.dirs.");

    public static final Option<String> LOG_DIR = GROUP.text("env.log.dir")
            .means("The directory for the logs of a standalone cluster. Unset, it is log in the distribution. On YARN "
                    + "logs go where YARN collects them.");

    public static final Option<String> LOG_LEVEL = GROUP.text("env.log.level")
            .defaultsTo("INFO")
            .matching(
                    "(?i)OFF|FATAL|ERROR|WARN|INFO|DEBUG|TRACE|ALL",
                    "one of OFF, FATAL, ERROR, WARN, INFO, DEBUG, TRACE, ALL")
            .means("How much is logged, where the logging configuration that ships was not replaced. DEBUG explains "
                    + "decisions and fills disks.");

    public static final Option<Integer> LOG_MAX = GROUP.integer("env.log.max")
            .defaultsTo("10")
            .atLeast("0")
            .means("How many old logs of a process are kept when it starts a new one, at least one.");

    public static final Option<String> PID_DIR = GROUP.text("env.pid.dir")
            .defaultsTo("/tmp")
            .means("The directory in which the scripts of a standalone cluster note which processes they started. "
                    + "Choose one that nothing tidies, or the scripts cannot stop them later.");

    public static final Option<String> SSH_OPTS = GROUP.text("env.ssh.opts")
            .mayBeEmpty()
            .means("Options for ssh, which start-cluster.sh and stop-cluster.sh use to reach other machines.");

    public static final Option<Boolean> REDIRECT_OUTPUT = GROUP.flag("env.stdout-err.redirect-to-file")
            .defaultsTo("false")
            .means("Whether a process started in the foreground writes its output to a file in the log directory "
                    + "instead of the terminal.");

    public static final Option<Boolean> HALT_ON_FATAL_ERROR = GROUP.flag("cluster.processes.halt-on-fatal-error")
            .defaultsTo("false")
            .means("Whether a process that must end after a fatal error halts at once, skipping whatever shutdown "
                    + "hooks libraries have installed. Turn it on where such hooks hang.");

    public static final Option<SystemExitMode> SYSTEM_EXIT = GROUP.choice(
                    "cluster.intercept-user-system-exit", SystemExitMode.class)
            .defaultsTo("THROW")
            .means("What happens when main() calls System.exit in application mode, where it shares its process with "
                    + "the JobManager. With THROW this is the end of main() and of nothing else; with LOG and DISABLED it "
                    + "ends the process, which costs an attempt, and LOG says who has called. Flink's default is "
                    + "DISABLED. Tasks are not looked after.");

    public static final Option<ResolveOrder> RESOLVE_ORDER = GROUP.choice(
                    "classloader.resolve-order", ResolveOrder.class)
            .alsoKnownAs("classloader.resolve.order")
            .defaultsTo("child-first")
            .means("Where classes of a job are looked for first. child-first lets a job bring its own version of any "
                    + "library; parent-first is for the rare job that must share classes with the cluster.");

    public static final Option<List<String>> PARENT_FIRST = GROUP.list("classloader.parent-first-patterns.default")
            .alsoKnownAs("classloader.parent-first-patterns")
            .defaultsTo(
                    "java.;javax.annotation.;javax.xml.;org.xml.;org.w3c.;dev.selvage.;org.apache.hadoop.;org.slf4j.;"
                            + "org.apache.logging.;org.apache.log4j.;org.apache.commons.logging.;ch.qos.logback.")
            .means("Beginnings of class names that always come from the cluster and not from a job's jars, since both "
                    + "sides must mean the same class. Rather add yours to "
                    + "classloader.parent-first-patterns.additional; java. and dev.selvage. hold whatever is "
                    + "written here.");

    public static final Option<List<String>> PARENT_FIRST_ADDITIONAL = GROUP.list(
                    "classloader.parent-first-patterns.additional")
            .means("More beginnings of class names that come from the cluster first, for a library that lies in lib/ "
                    + "and in a job's jar and quarrels with itself. Unset, there are none.");

    public static final Option<Boolean> METASPACE_OOM = GROUP.flag("classloader.fail-on-metaspace-oom-error")
            .defaultsTo("true")
            .notInEffect()
            .means("Whether a TaskManager ends itself when there is no more room for classes. Jobs that leave threads "
                    + "behind keep their classes for ever, and only a new process is rid of them.");

    public static final Option<List<String>> PLUGIN_PARENT_FIRST = GROUP.list(
                    "plugin.classloader.parent-first-patterns.default")
            .defaultsTo("java.;javax.annotation.;dev.selvage.;org.slf4j.;org.apache.logging.;org.apache.log4j.;"
                    + "org.apache.commons.logging.;ch.qos.logback.")
            .means("Beginnings of class names that plugins take from the cluster first; all others come from the "
                    + "plugin's own jars if they are there. Rather add yours to "
                    + "plugin.classloader.parent-first-patterns.additional; java. and dev.selvage. hold whatever is "
                    + "written here.");

    public static final Option<List<String>> PLUGIN_PARENT_FIRST_ADDITIONAL = GROUP.list(
                    "plugin.classloader.parent-first-patterns.additional")
            .means("More beginnings of class names that plugins take from the cluster first. Unset, there are none.");

    public static final OptionFamily MASTER_ENV = GROUP.family(
            "containerized.master.env.",
            "<variable>",
            "Environment variables of the ApplicationMaster's process, such as LD_LIBRARY_PATH.");

    public static final OptionFamily TASKMANAGER_ENV = GROUP.family(
            "containerized.taskmanager.env.",
            "<variable>",
            "Environment variables of TaskManagers in containers, such as LD_LIBRARY_PATH for native libraries "
                    + "of jobs.");

    private ProcessOptions() {}
}
