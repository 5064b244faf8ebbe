package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionGroup;
import dev.selvage.core.config.option.PortRange;
import java.time.Duration;

/** Options about what outlives a JobManager, and how the next one is found. */
public final class HighAvailabilityOptions {

    static final OptionGroup GROUP =
            new OptionGroup("High availability", "What outlives a JobManager, where it lies, and who may lead next.");

    public static final Option<String> TYPE = GROUP.text("high-availability.type")
            .alsoKnownAs("high-availability")
            .alsoKnownAs("recovery.mode")
            .defaultsTo("none")
            .matching(
                    "none|zookeeper|yarn|NONE|ZOOKEEPER|YARN|.+[.].+",
                    "none, zookeeper, yarn, or the name of a factory class")
            .notInEffect()
            .common()
            .means("Who remembers jobs and checkpoints when the JobManager dies: nobody (none), ZooKeeper, the storage "
                    + "directory alone (yarn), or your own HighAvailabilityServicesFactory by its class name. On YARN an "
                    + "unset value means yarn.");

    public static final Option<String> STORAGE_DIR = GROUP.text("high-availability.storageDir")
            .alsoKnownAs("high-availability.zookeeper.storageDir")
            .alsoKnownAs("recovery.zookeeper.storageDir")
            .notInEffect()
            .common()
            .means(
                    "The directory, on a file system that every node sees, for job graphs, jars and checkpoint pointers.");

    public static final Option<Duration> SESSION_TIMEOUT = GROUP.duration(
                    "high-availability.zookeeper.client.session-timeout")
            .defaultsTo("1 min")
            .atLeast("1 s")
            .notInEffect()
            .means(
                    "How long ZooKeeper keeps a silent session. Losing it costs nothing here: only a higher epoch ends a "
                            + "leadership.");

    public static final Option<PortRange> JOBMANAGER_PORT = GROUP.ports("high-availability.jobmanager.port")
            .defaultsTo("0")
            .notInEffect()
            .means("Ports that a JobManager tries, in order, when there may be several of them.");

    private HighAvailabilityOptions() {}
}
