package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionFamily;
import dev.selvage.core.config.option.OptionGroup;
import dev.selvage.core.config.option.PortRange;
import java.time.Duration;
import java.util.List;

/** Options about how a cluster lives on YARN. */
public final class YarnOptions {

    /** Where the jars of a job stand on the class path of a cluster that runs only that job. */
    public enum UserJarInclusion {
        /** Among the other jars, by name. */
        ORDER,
        /** Before all others. */
        FIRST,
        /** After all others. */
        LAST,
        /** Not there, but in a class loader of their own. */
        DISABLED
    }

    static final OptionGroup GROUP =
            new OptionGroup("YARN", "What YARN is asked for, what is sent to it, and who may look.");

    public static final Option<String> APPLICATION_NAME = GROUP.text("yarn.application.name")
            .means("The name under which YARN lists the application. Unset, it says what kind of cluster it is, and "
                    + "names the job where there is just one.");

    public static final Option<String> APPLICATION_QUEUE = GROUP.text("yarn.application.queue")
            .common()
            .means("The queue that the application is submitted to. Unset, the scheduler chooses, which usually means "
                    + "the queue called default.");

    public static final Option<Integer> APPLICATION_PRIORITY = GROUP.integer("yarn.application.priority")
            .defaultsTo("-1")
            .atLeast("-1")
            .means("How urgent the application is to YARN compared with others of its queue; higher goes first, where "
                    + "the scheduler heeds it. -1 leaves it to the cluster.");

    public static final Option<String> APPLICATION_TYPE = GROUP.text("yarn.application.type")
            .defaultsTo("Selvage")
            .matching(".{1,20}", "at most 20 letters, since YARN cuts off the rest")
            .means("The type that YARN shows for the application, by which lists can be filtered.");

    public static final Option<List<String>> TAGS = GROUP.list("yarn.tags")
            .means("Words attached to the application in YARN's lists, for filtering and for bookkeeping by others. "
                    + "Unset, there are none.");

    public static final Option<String> APPLICATION_ID = GROUP.text("yarn.application.id")
            .matching("application_[0-9]+_[0-9]+", "an application id such as application_1700000000000_0001")
            .means("The running application that a command is meant for, as -id sets it. Unset, it is the session "
                    + "that was started last by this user on this machine.");

    public static final Option<Integer> ATTEMPTS = GROUP.integer("yarn.application-attempts")
            .atLeast("1")
            .common()
            .means("How many ApplicationMasters YARN starts for the application, the first included: 10 is one start "
                    + "and nine restarts. YARN caps it by its own limits, and the client says so. Unset, it is 2 with "
                    + "high availability, and 1 without, which also means that no container is kept.");

    public static final Option<Long> ATTEMPTS_VALIDITY = GROUP.longInteger(
                    "yarn.application-attempt-failures-validity-interval")
            .defaultsTo("10000")
            .atLeast("-1")
            .means("Milliseconds after which YARN forgets that an ApplicationMaster failed; -1 never forgets. Keep it "
                    + "longer than an ApplicationMaster takes to start, or one that dies in every start is started "
                    + "for ever.");

    public static final Option<PortRange> MASTER_PORT = GROUP.ports("yarn.application-master.port")
            .defaultsTo("0")
            .means("Ports that the JobManager in the ApplicationMaster tries for its TaskManagers, in order. Give a "
                    + "range where a firewall stands between the nodes.");

    public static final Option<Integer> MASTER_VCORES = GROUP.integer("yarn.appmaster.vcores")
            .defaultsTo("1")
            .atLeast("1")
            .means("The virtual cores asked for the ApplicationMaster. One is plenty unless main() does heavy work in "
                    + "it.");

    public static final Option<Integer> CONTAINER_VCORES = GROUP.integer("yarn.containers.vcores")
            .defaultsTo("-1")
            .matching("-1|[1-9][0-9]*", "-1 or more than 0")
            .means("The virtual cores asked for each TaskManager. -1 asks for one per slot. Many schedulers look at "
                    + "memory only and ignore it.");

    public static final Option<String> MASTER_NODE_LABEL = GROUP.text("yarn.application.node-label")
            .means("The label of the nodes that the ApplicationMaster may run on. TaskManagers follow it too, unless "
                    + "yarn.taskmanager.node-label says otherwise. Unset, the queue's own label holds.");

    public static final Option<String> TASKMANAGER_NODE_LABEL = GROUP.text("yarn.taskmanager.node-label")
            .means("The label of the nodes that TaskManagers may run on, for example those with fast disks. Unset, it "
                    + "is yarn.application.node-label.");

    public static final Option<UserJarInclusion> USER_JARS = GROUP.choice(
                    "yarn.classpath.include-user-jar", UserJarInclusion.class)
            .alsoKnownAs("yarn.per-job-cluster.include-user-jar")
            .defaultsTo("DISABLED")
            .notInEffect()
            .means("Where the job's jars stand when the cluster runs only that job. The default keeps them apart in "
                    + "their own class loader, as in a session, so that their libraries never clash with ours; "
                    + "Flink's is ORDER.");

    public static final Option<String> START_COMMAND = GROUP.text("yarn.container-start-command-template")
            .defaultsTo("%java% %jvmmem% %jvmopts% %logging% %class% %args% %redirects%")
            .matching(
                    ".*%java%.*%class%.*%args%.*",
                    "a command that contains at least %java%, %class% and %args%, in this order")
            .means("The command that starts a container, with names between percent signs for what is filled in. "
                    + "Change it to put something around Java, such as numactl or a profiler; leave it otherwise.");

    public static final Option<Integer> FILE_REPLICATION = GROUP.integer("yarn.file-replication")
            .defaultsTo("-1")
            .matching("-1|[1-9][0-9]*", "-1 or more than 0")
            .means("How many copies HDFS keeps of the files of a submission. Raise it for hundreds of containers, "
                    + "which all fetch them at once. -1 leaves it to HDFS.");

    public static final Option<Duration> HEARTBEAT_INTERVAL = GROUP.duration("yarn.heartbeat.interval")
            .alsoKnownAs("yarn.heartbeat-delay")
            .plainNumberMeans("s")
            .defaultsTo("5 s")
            .atLeast("100 ms")
            .means("How often the ApplicationMaster talks to YARN while it wants nothing. It must be well below the "
                    + "time after which YARN gives up on one (10 min by default). A number without unit is seconds.");

    public static final Option<Duration> REQUEST_INTERVAL = GROUP.duration("yarn.heartbeat.container-request-interval")
            .defaultsTo("500 ms")
            .atLeast("10 ms")
            .means("How often the ApplicationMaster talks to YARN while containers are outstanding. Shorter gets them "
                    + "sooner, at the price of load on the ResourceManager.");

    public static final Option<String> PROPERTIES_FILE = GROUP.text("yarn.properties-file.location")
            .means("The directory in which yarn-session.sh notes the session that it started, so that later commands "
                    + "find it without -id. Unset, it is the machine's temporary directory; give your own where "
                    + "that is wiped.");

    public static final Option<List<String>> PROVIDED_LIB_DIRS = GROUP.list("yarn.provided.lib.dirs")
            .common()
            .means("Directories on HDFS, readable by all, that already hold this distribution. Nothing of it is "
                    + "uploaded then, and each node fetches it once for all applications. They must hold the same "
                    + "version as the client.");

    public static final Option<String> PROVIDED_USRLIB_DIR = GROUP.text("yarn.provided.usrlib.dir")
            .means("A directory on HDFS with jars that jobs of application mode need, in place of a usrlib directory "
                    + "that is uploaded each time.");

    public static final Option<String> LIBRARY_CACHE_DIR = GROUP.text("yarn.library-cache-dir")
            .means("The directory on HDFS where the first submission leaves the distribution, packed, under its "
                    + "checksum, and later ones find it. Unset, it lies in the submitting user's home. Nodes share "
                    + "their copies only if everyone may read it and enter all directories above.");

    public static final Option<List<String>> SHIP_FILES = GROUP.list("yarn.ship-files")
            .alsoKnownAs("yarn.ship-directories")
            .means("More files and directories, local or on HDFS, that every container finds in its working directory "
                    + "and, where they are jars, on its class path.");

    public static final Option<List<String>> SHIP_ARCHIVES = GROUP.list("yarn.ship-archives")
            .means("Archives (.zip, .tar, .tar.gz, .tgz, .jar), local or on HDFS, that every container finds unpacked "
                    + "in a directory of the archive's name. A JDK for nodes with an old Java can travel this way; "
                    + "see env.java.home.");

    public static final Option<String> STAGING_DIRECTORY = GROUP.text("yarn.staging-directory")
            .means("The directory on HDFS for the files of a submission, which are deleted when the application ends. "
                    + "Unset, it is the home of the submitting user.");

    public static final Option<String> ROLLED_LOGS_INCLUDE = GROUP.text("yarn.rolled-logs.include-pattern")
            // Of finished files only: YARN deletes what it has collected, and whoever still writes writes into nothing.
            .defaultsTo("\\.log\\.\\d+$")
            .means("A regular expression for the log files that YARN collects while the application still runs, if its "
                    + "nodes do that (yarn.nodemanager.log-aggregation.roll-monitoring-interval-seconds), and deletes "
                    + "there. For streams that run for months this is how old logs leave the nodes. All that is left "
                    + "is collected at the end.");

    public static final Option<String> ROLLED_LOGS_EXCLUDE = GROUP.text("yarn.rolled-logs.exclude-pattern")
            .means("A regular expression for log files that YARN leaves alone although "
                    + "yarn.rolled-logs.include-pattern names them.");

    public static final Option<String> VIEW_ACLS = GROUP.text("yarn.view.acls")
            .means("Who else may see the application and its logs: users separated by commas, a space, then groups; * "
                    + "is everyone. Unset, only its owner and YARN's administrators.");

    public static final Option<String> MODIFY_ACLS = GROUP.text("yarn.modify.acls")
            .means("Who else may change or kill the application: users separated by commas, a space, then groups; * "
                    + "is everyone. Unset, only its owner and YARN's administrators.");

    public static final Option<List<String>> TOKEN_SERVICES = GROUP.list(
                    "yarn.security.appmaster.delegation.token.services")
            .defaultsTo("hadoopfs")
            .means("The services for which the client fetches delegation tokens that the ApplicationMaster starts "
                    + "with. HDFS alone is enough; the ApplicationMaster fetches the others itself.");

    public static final Option<Boolean> SHIP_KEYTAB = GROUP.flag("yarn.security.kerberos.ship-local-keytab")
            .defaultsTo("true")
            .notInEffect()
            .means("Whether the client's keytab travels with the application. Set false where every node has it "
                    + "already, at yarn.security.kerberos.localized-keytab-path; without any keytab a stream ends "
                    + "with its tokens, after about a week.");

    public static final Option<String> KEYTAB_PATH = GROUP.text("yarn.security.kerberos.localized-keytab-path")
            .defaultsTo("krb5.keytab")
            .notInEffect()
            .means("The path of the keytab in the containers: relative to the working directory when it is shipped, "
                    + "absolute when the nodes have it.");

    public static final Option<List<String>> EXTERNAL_RESOURCES = GROUP.list("external-resources")
            .means("Names, of your choice, for resources beyond memory and cores that TaskManagers need, such as gpu. "
                    + "Each is described under external-resource.<name>. Unset, there are none.");

    public static final OptionFamily EXTERNAL_RESOURCE = GROUP.family(
            "external-resource.",
            "<name>.<setting>",
            "What one of the external-resources is: its amount per TaskManager, the yarn.config-key under "
                    + "which YARN knows it (such as yarn.io/gpu), the driver-factory.class that tells tasks about "
                    + "it, and the driver's own param.<key>.");

    private YarnOptions() {}
}
