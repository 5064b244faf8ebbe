package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionGroup;
import java.time.Duration;

/** Options about the process that coordinates a cluster, its memory aside. */
public final class JobManagerOptions {

    /** What is started again after a task failed. */
    public enum FailoverStrategy {
        /** The tasks that exchange records with the failed one, directly or through others. */
        REGION("region"),
        /** The whole job. */
        FULL("full");

        private final String spelling;

        FailoverStrategy(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String toString() {
            return spelling;
        }
    }

    static final OptionGroup GROUP = new OptionGroup(
            "JobManager",
            "Where the JobManager is reached, and how it handles failures and its own replacement. Its memory "
                    + "has its own section.");

    public static final Option<String> RPC_ADDRESS = GROUP.text("jobmanager.rpc.address")
            .matching("\\S+", "a host name or an address")
            .common()
            .means("The host of the JobManager in a standalone cluster without high availability. Unset, it is the one "
                    + "in conf/masters. With high availability, and on YARN, leave it unset: everyone learns the "
                    + "address from the leader record.");

    public static final Option<Integer> RPC_PORT = GROUP.integer("jobmanager.rpc.port")
            .defaultsTo("6123")
            .atLeast("0")
            .atMost("65535")
            .means("The port of the JobManager in a standalone cluster without high availability. With it, "
                    + "high-availability.jobmanager.port counts, and on YARN yarn.application-master.port.");

    public static final Option<String> BIND_HOST = GROUP.text("jobmanager.bind-host")
            .matching("\\S+", "a host name or an address")
            .means("The address that the JobManager listens on, where it is not the one that others use, as behind "
                    + "address translation. Unset, it listens on all of its machine's addresses.");

    public static final Option<Integer> RPC_BIND_PORT = GROUP.integer("jobmanager.rpc.bind-port")
            .atLeast("0")
            .atMost("65535")
            .notInEffect()
            .means("The port that the JobManager listens on, where others reach it by another one. Unset, both are "
                    + "the same.");

    public static final Option<FailoverStrategy> FAILOVER_STRATEGY = GROUP.choice(
                    "jobmanager.execution.failover-strategy", FailoverStrategy.class)
            .defaultsTo("region")
            .notInEffect()
            .means("What is started again after a task failed: the region that exchanges records with it, or the "
                    + "whole job. Regions spare what is unconcerned; full helps only where tasks depend on each "
                    + "other by means that the graph does not show.");

    public static final Option<Duration> RECONCILIATION_TIMEOUT = GROUP.duration("jobmanager.reconciliation-timeout")
            .defaultsTo("10 s")
            .atLeast("1 s")
            .notInEffect()
            .means("How long a new JobManager waits for the TaskManagers of the one before to report, unless they are "
                    + "known to be gone. Those that stay silent are given up and their tasks restarted. It must be "
                    + "more than twice the time in which a TaskManager looks for its leader.");

    public static final Option<Duration> TAKEOVER_ALLOWANCE = GROUP.duration("jobmanager.takeover-allowance")
            .defaultsTo("5 min")
            .moreThan("0 ms")
            .notInEffect()
            .means("How long it may take, after tasks stopped at the end of their orphan lease, until they run again "
                    + "and have settled their open transactions. A job with a sink whose transactions expire sooner "
                    + "than lease and allowance together is refused, since it would lose records.");

    public static final Option<Duration> COMPLETED_EXPIRATION = GROUP.duration(
                    "completed-application-store.expiration-time")
            .defaultsTo("1 h")
            .moreThan("0 ms")
            .means("How long a cluster shows jobs that have ended. It is only about being looked at: their final "
                    + "results are recorded elsewhere.");

    public static final Option<Integer> COMPLETED_MAX = GROUP.integer("completed-application-store.max-capacity")
            .alsoKnownAs("jobstore.max-capacity")
            .atLeast("0")
            .means("How many jobs that have ended a cluster shows; the oldest make room. Unset, only their age "
                    + "counts, which can fill a session that runs very many short jobs.");

    private JobManagerOptions() {}
}
