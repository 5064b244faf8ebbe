package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionGroup;
import dev.selvage.core.config.option.PortRange;

/** Options about what outlives a JobManager, and how the next one is found. */
public final class HighAvailabilityOptions {

    static final OptionGroup GROUP =
            new OptionGroup("High availability", "What outlives a JobManager, where it lies, and who may lead next.");

    public static final Option<String> TYPE = GROUP.text("high-availability.type")
            .alsoKnownAs("high-availability")
            .alsoKnownAs("recovery.mode")
            .defaultsTo("none")
            .matching("(?i)none|zookeeper|yarn|.+[.].+", "none, zookeeper, yarn, or the name of a factory class")
            .common()
            .means("Who remembers jobs and checkpoints when the JobManager dies: nobody (none), ZooKeeper, the "
                    + "storage directory alone (yarn), or your own HighAvailabilityServicesFactory, in lib/ or in "
                    + "a plugin, by its class name. On YARN an unset value means yarn.");

    public static final Option<String> STORAGE_DIR = GROUP.text("high-availability.storageDir")
            .alsoKnownAs("high-availability.zookeeper.storageDir")
            .alsoKnownAs("recovery.zookeeper.storageDir")
            .common()
            .means("The directory, on a file system that every node sees, for job graphs, jars and checkpoint "
                    + "pointers. What lies there is all that the next JobManager knows of its jobs, so do not tidy "
                    + "it by hand. Unset, the scripts of a standalone cluster on one machine take storage in the "
                    + "distribution.");

    public static final Option<String> CLUSTER_ID = GROUP.text("high-availability.cluster-id")
            .alsoKnownAs("high-availability.zookeeper.path.namespace")
            .alsoKnownAs("recovery.zookeeper.path.namespace")
            .defaultsTo("/default")
            .matching("/?[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*", "a name, or a path of names, such as /default")
            .means("Tells the records of this cluster from those of others in the same storage directory and "
                    + "ZooKeeper. On YARN leave it alone: unset, it is the application's id. JobManagers of one "
                    + "standalone cluster need the same one, and different clusters different ones.");

    public static final Option<PortRange> JOBMANAGER_PORT = GROUP.ports("high-availability.jobmanager.port")
            .alsoKnownAs("recovery.jobmanager.port")
            .defaultsTo("0")
            .common()
            .means("Ports that a JobManager tries, in order, when there may be several of them; TaskManagers learn "
                    + "the one it got from the leader record. Give a range, such as 50000-50025, where a firewall "
                    + "must let them through.");

    public static final Option<String> JOB_RESULT_STORE_PATH = GROUP.text("job-result-store.storage-path")
            .notInEffect()
            .means("Where the final results of jobs are recorded, which is what keeps a job that has ended from being "
                    + "run again. Unset, it is a directory below high-availability.storageDir; anywhere else must "
                    + "live as long.");

    public static final Option<Boolean> JOB_RESULT_STORE_DELETE_ON_COMMIT = GROUP.flag(
                    "job-result-store.delete-on-commit")
            .defaultsTo("true")
            .notInEffect()
            .means("Whether a job's final result goes away once everything else of the job is cleaned up. With false "
                    + "it stays for you to read, and it is yours to delete.");

    private HighAvailabilityOptions() {}
}
