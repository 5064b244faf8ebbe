package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionGroup;
import java.time.Duration;
import java.util.List;

/** Options about the ZooKeeper that keeps the leader record and the pointers. */
public final class ZooKeeperOptions {

    /** Who may read and change what this cluster writes to ZooKeeper. */
    public enum Acl {
        /** Everyone who can connect. */
        OPEN("open"),
        /** Only whoever has the identity that wrote it. */
        CREATOR("creator");

        private final String spelling;

        Acl(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String toString() {
            return spelling;
        }
    }

    static final OptionGroup GROUP = new OptionGroup(
            "ZooKeeper",
            "How to reach the ensemble and how to be trusted by it, where high-availability.type is zookeeper.");

    public static final Option<List<String>> QUORUM = GROUP.list("high-availability.zookeeper.quorum")
            .notEmpty()
            .alsoKnownAs("recovery.zookeeper.quorum")
            .common()
            .means("The servers of the ensemble as host:port, separated by commas. Name all of them: a client that "
                    + "knows one only is lost when that one is down.");

    public static final Option<String> PATH_ROOT = GROUP.text("high-availability.zookeeper.path.root")
            .alsoKnownAs("recovery.zookeeper.path.root")
            .defaultsTo("/selvage")
            .matching("(/[^/\\s]+)+", "a path such as /selvage")
            .means("The node below which every cluster keeps its own, named by its high-availability.cluster-id. It "
                    + "is not Flink's /flink, so that both may share an ensemble.");

    public static final Option<Duration> SESSION_TIMEOUT = GROUP.duration(
                    "high-availability.zookeeper.client.session-timeout")
            .alsoKnownAs("recovery.zookeeper.client.session-timeout")
            .defaultsTo("1 min")
            .atLeast("1 s")
            .means("How long ZooKeeper keeps a silent session. Losing it costs nothing here, since only a higher "
                    + "epoch ends a leadership; standby JobManagers of a standalone cluster wait this long before "
                    + "one of them tries.");

    public static final Option<Duration> CONNECTION_TIMEOUT = GROUP.duration(
                    "high-availability.zookeeper.client.connection-timeout")
            .alsoKnownAs("recovery.zookeeper.client.connection-timeout")
            .defaultsTo("15 s")
            .moreThan("0 ms")
            .means("How long one attempt to connect to the ensemble may take before the next server is tried.");

    public static final Option<Duration> RETRY_WAIT = GROUP.duration("high-availability.zookeeper.client.retry-wait")
            .alsoKnownAs("recovery.zookeeper.client.retry-wait")
            .defaultsTo("5 s")
            .moreThan("0 ms")
            .means("The pause before an operation that failed is tried again; further pauses grow, with some chance in "
                    + "them, up to high-availability.zookeeper.client.max-retry-wait.");

    public static final Option<Duration> MAX_RETRY_WAIT = GROUP.duration(
                    "high-availability.zookeeper.client.max-retry-wait")
            .defaultsTo("1 min")
            .moreThan("0 ms")
            .means("The longest pause between two tries of the same operation.");

    public static final Option<Integer> MAX_RETRY_ATTEMPTS = GROUP.integer(
                    "high-availability.zookeeper.client.max-retry-attempts")
            .alsoKnownAs("recovery.zookeeper.client.max-retry-attempts")
            .defaultsTo("3")
            .atLeast("0")
            .means("How often one operation is repeated before it counts as failed, up to 29 times. A failed write is "
                    + "asked about again later, so a small number loses nothing.");

    public static final Option<Boolean> ENSEMBLE_TRACKER = GROUP.flag(
                    "high-availability.zookeeper.client.ensemble-tracker")
            .defaultsTo("true")
            .means("Whether clients follow the ensemble when its members change. Set false where the addresses that "
                    + "ZooKeeper announces cannot be reached, as behind a load balancer; then only the quorum that "
                    + "is written here counts.");

    public static final Option<Acl> ACL = GROUP.choice("high-availability.zookeeper.client.acl", Acl.class)
            .defaultsTo("open")
            .means("Who may touch the nodes of this cluster: everyone, or only the identity that made them. creator "
                    + "needs zookeeper.sasl or high-availability.zookeeper.client.authorization, and all "
                    + "JobManagers need the same identity.");

    public static final Option<List<String>> AUTHORIZATION = GROUP.list(
                    "high-availability.zookeeper.client.authorization")
            .secret()
            .means("Credentials that are shown to ZooKeeper, as scheme:credentials, such as digest:user:password. "
                    + "Unset, none are.");

    public static final Option<Boolean> SASL_DISABLE = GROUP.flag("zookeeper.sasl.disable")
            .defaultsTo("false")
            .notInEffect()
            .means("Keeps clients from authenticating with SASL although a login for it is configured. Needed only "
                    + "when the ensemble does not speak SASL and the same Kerberos login serves something else.");

    public static final Option<String> SASL_SERVICE_NAME = GROUP.text("zookeeper.sasl.service-name")
            .defaultsTo("zookeeper")
            .matching("\\S+", "a name without spaces")
            .notInEffect()
            .means("The first part of the Kerberos principal under which the ensemble runs, such as zookeeper in "
                    + "zookeeper/host@REALM. A wrong one shows as a failed login.");

    public static final Option<String> SASL_LOGIN_CONTEXT_NAME = GROUP.text("zookeeper.sasl.login-context-name")
            .defaultsTo("Client")
            .matching("\\S+", "a name without spaces")
            .notInEffect()
            .means("The JAAS login that clients use for ZooKeeper. It must be one of those listed in "
                    + "security.kerberos.login.contexts, or stand in your own JAAS file.");

    private ZooKeeperOptions() {}
}
