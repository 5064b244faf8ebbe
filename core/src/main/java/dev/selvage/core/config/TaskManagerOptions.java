package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionGroup;
import dev.selvage.core.config.option.PortRange;
import java.time.Duration;

/** Options about the processes that run tasks, their memory aside. */
public final class TaskManagerOptions {

    /** By which means of the operating system connections between TaskManagers are served. */
    public enum Transport {
        /** The best that the machine has. */
        AUTO("auto"),
        /** The means of the JDK, which work everywhere. */
        NIO("nio"),
        /** The means of Linux. */
        EPOLL("epoll");

        private final String spelling;

        Transport(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String toString() {
            return spelling;
        }
    }

    /** Where the output that user code prints goes. */
    public enum SystemOutMode {
        /** Where the process writes it, which is a file that is never rolled. */
        DEFAULT,
        /** Into the log. */
        LOG,
        /** Nowhere. */
        IGNORE
    }

    static final OptionGroup GROUP = new OptionGroup(
            "TaskManager",
            "What a TaskManager offers, how others reach it, and when it gives up. Its memory has its own "
                    + "section.");

    public static final Option<Integer> SLOTS = GROUP.integer("taskmanager.numberOfTaskSlots")
            .defaultsTo("1")
            .atLeast("1")
            .common()
            .means("How many slots a TaskManager has; each runs one chain of every stage of a job, on threads of its "
                    + "own. More slots share one heap and its connections, fewer keep trouble apart. One per core "
                    + "is a good start.");

    public static final Option<Duration> ORPHAN_LEASE = GROUP.duration("taskmanager.orphan-lease")
            .defaultsTo("15 min")
            .atLeast("1 min")
            .common()
            .means("How long tasks go on without any JobManager. It should be longer than YARN takes to notice a dead "
                    + "node (10 min unless changed) and to start another ApplicationMaster; when it ends, tasks "
                    + "stop, and the next JobManager restores them from the last checkpoint.");

    public static final Option<Duration> REGISTRATION_TIMEOUT = GROUP.duration("taskmanager.registration.timeout")
            .alsoKnownAs("taskmanager.maxRegistrationDuration")
            .defaultsTo("5 min")
            .moreThan("0 ms")
            .notInEffect()
            .means("How long a TaskManager that runs no task looks for a JobManager before it ends itself, so that no "
                    + "forgotten process stays behind. One that runs tasks keeps them for taskmanager.orphan-lease.");

    public static final Option<String> HOST = GROUP.text("taskmanager.host")
            .matching("\\S+", "a host name or an address")
            .means("The host name or address under which other TaskManagers reach this one. Unset, it is the "
                    + "machine's own; set it, per machine, where that cannot be resolved elsewhere or belongs to "
                    + "the wrong network.");

    public static final Option<String> BIND_HOST = GROUP.text("taskmanager.bind-host")
            .matching("\\S+", "a host name or an address")
            .means("The address that a TaskManager listens on, where it is not the one that others use. Unset, it "
                    + "listens on all of its machine's addresses.");

    public static final Option<Integer> DATA_PORT = GROUP.integer("taskmanager.data.port")
            .defaultsTo("0")
            .atLeast("0")
            .atMost("65535")
            .means("The port under which other TaskManagers fetch records from this one. 0 takes any free one, which "
                    + "is the only sensible choice where several run on a machine.");

    public static final Option<PortRange> DATA_BIND_PORT = GROUP.ports("taskmanager.data.bind-port")
            .notInEffect()
            .means("Ports that a TaskManager tries for the exchange of records, in order, for machines behind "
                    + "firewalls or address translation. Unset, it is taskmanager.data.port.");

    public static final Option<Boolean> DATA_SSL_ENABLED = GROUP.flag("taskmanager.data.ssl.enabled")
            .defaultsTo("true")
            .notInEffect()
            .means("Whether records between TaskManagers are encrypted where security.ssl.internal.enabled is on. "
                    + "false saves processor time in a network that you trust, and still protects the control "
                    + "connections.");

    public static final Option<String> RESOURCE_ID = GROUP.text("taskmanager.resource-id")
            .matching("\\S+", "a name without spaces")
            .means("The name of a TaskManager, unique in its cluster. Unset, it is made up anew with every start, or "
                    + "is the container's id on YARN; give one to standalone TaskManagers that should find their "
                    + "local state again.");

    public static final Option<Duration> CONNECT_TIMEOUT = GROUP.duration(
                    "taskmanager.network.netty.client.connectTimeoutSec")
            .alsoKnownAs("taskmanager.net.client.connectTimeoutSec")
            .plainNumberMeans("s")
            .defaultsTo("2 min")
            .moreThan("0 ms")
            .notInEffect()
            .means("How long a TaskManager tries to connect to another one before the tasks that need the connection "
                    + "fail. A number without unit is seconds.");

    public static final Option<Transport> TRANSPORT = GROUP.choice(
                    "taskmanager.network.netty.transport", Transport.class)
            .alsoKnownAs("taskmanager.net.transport")
            .defaultsTo("auto")
            .notInEffect()
            .means("By which means of the operating system connections between TaskManagers are served. Leave it, "
                    + "unless you suspect the native one of a fault.");

    public static final Option<Duration> CANCELLATION_INTERVAL = GROUP.duration("task.cancellation.interval")
            .alsoKnownAs("task.cancellation-interval")
            .defaultsTo("30 s")
            .moreThan("0 ms")
            .means("How often a task that was told to stop and hangs in user code is interrupted again.");

    public static final Option<Duration> CANCELLATION_TIMEOUT = GROUP.duration("task.cancellation.timeout")
            .defaultsTo("3 min")
            .means("How long a task may ignore that it was told to stop, before its TaskManager ends itself, since "
                    + "nothing else frees what the task holds. 0 ms waits for ever, and the slot stays taken.");

    public static final Option<Boolean> EXIT_ON_OOM = GROUP.flag("taskmanager.jvm-exit-on-oom")
            .defaultsTo("false")
            .notInEffect()
            .means("Whether a TaskManager ends itself when a task runs out of heap. false fails just the task and "
                    + "hopes that its memory comes free; true is safer where user code swallows such errors.");

    public static final Option<SystemOutMode> SYSTEM_OUT = GROUP.choice(
                    "taskmanager.system-out.mode", SystemOutMode.class)
            .defaultsTo("DEFAULT")
            .notInEffect()
            .means("What becomes of what user code prints to standard output and error. Left alone it fills one file "
                    + "that nobody rolls; LOG and IGNORE protect the disk from chatty jobs.");

    private TaskManagerOptions() {}
}
