package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionFamily;
import dev.selvage.core.config.option.OptionGroup;
import java.time.Duration;
import java.util.List;

/** Options about who may talk to a cluster, and as whom it talks to others. */
public final class SecurityOptions {

    static final OptionGroup GROUP = new OptionGroup(
            "Security",
            "Kerberos towards Hadoop and others, delegation tokens, and TLS between processes and towards "
                    + "clients.");

    public static final Option<Boolean> CONTROL_SECRET = GROUP.flag("security.control-secret.enabled")
            .means("Whether processes of a cluster prove to each other that they hold a secret made at its start, on "
                    + "control and data connections. They read it from the file that "
                    + "SELVAGE_CONTROL_SECRET_FILE names in their environment. Unset, it is on; false lets anybody "
                    + "who can connect command the tasks.");

    public static final Option<String> KEYTAB = GROUP.text("security.kerberos.login.keytab")
            .alsoKnownAs("security.keytab")
            .notInEffect()
            .common()
            .means("The keytab that a cluster logs in with. A stream that should run for longer than a week on a "
                    + "secured Hadoop needs one, since delegation tokens end by then.");

    public static final Option<String> PRINCIPAL = GROUP.text("security.kerberos.login.principal")
            .alsoKnownAs("security.principal")
            .matching("[^@\\s]+(@\\S+)?", "a principal such as user@REALM")
            .notInEffect()
            .common()
            .means("The Kerberos identity that belongs to security.kerberos.login.keytab.");

    public static final Option<Boolean> USE_TICKET_CACHE = GROUP.flag("security.kerberos.login.use-ticket-cache")
            .defaultsTo("true")
            .notInEffect()
            .means("Whether the client uses the ticket that kinit obtained, where no keytab is configured.");

    public static final Option<List<String>> LOGIN_CONTEXTS = GROUP.list("security.kerberos.login.contexts")
            .notInEffect()
            .means("The JAAS logins that get these Kerberos credentials too: Client for ZooKeeper, KafkaClient for "
                    + "Kafka. Unset, only Hadoop gets them.");

    public static final Option<String> KRB5_CONF = GROUP.text("security.kerberos.krb5-conf.path")
            .notInEffect()
            .means("The krb5.conf to use in all processes, which is shipped to containers. Unset, each machine uses "
                    + "its own.");

    public static final Option<Duration> RELOGIN_PERIOD = GROUP.duration("security.kerberos.relogin.period")
            .defaultsTo("1 min")
            .moreThan("0 ms")
            .notInEffect()
            .means("How often it is checked whether the Kerberos ticket should be renewed from the keytab. Checking "
                    + "is cheap.");

    public static final Option<List<String>> HADOOP_FILE_SYSTEMS = GROUP.list(
                    "security.kerberos.access.hadoopFileSystems")
            .alsoKnownAs("yarn.security.kerberos.additionalFileSystems")
            .means("Further Hadoop file systems, such as hdfs://other:8020, that jobs reach and that therefore need "
                    + "tokens of their own. The default file system, the staging directory and the storage "
                    + "directory need not be named.");

    public static final Option<Boolean> TOKENS = GROUP.flag("security.delegation.tokens.enabled")
            .alsoKnownAs("security.kerberos.fetch.delegation-token")
            .defaultsTo("true")
            .means("Whether delegation tokens are fetched and handed to TaskManagers. With false each process logs in "
                    + "for itself, and needs the keytab.");

    public static final Option<Double> TOKENS_RENEWAL_RATIO = GROUP.decimal(
                    "security.delegation.tokens.renewal.time-ratio")
            .alsoKnownAs("security.kerberos.tokens.renewal.time-ratio")
            .defaultsTo("0.75")
            .moreThan("0")
            .atMost("0.99")
            .notInEffect()
            .means("After which share of their lifetime tokens are replaced by new ones. Early enough leaves time to "
                    + "try again when that fails.");

    public static final Option<Duration> TOKENS_RETRY = GROUP.duration(
                    "security.delegation.tokens.renewal.retry.backoff")
            .alsoKnownAs("security.kerberos.tokens.renewal.retry.backoff")
            .defaultsTo("1 h")
            .moreThan("0 ms")
            .notInEffect()
            .means("How long to wait after new tokens could not be had. Keep it well below what is left of a token's "
                    + "life by then.");

    public static final OptionFamily TOKEN_PROVIDER = GROUP.familyNotInEffect(
            "security.delegation.token.provider.",
            "<service>.<setting>",
            "Settings of one token provider, above all <service>.enabled: false keeps tokens from being "
                    + "fetched for a service, such as hbase, that is installed but not used.");

    public static final Option<Boolean> SSL_ENABLED = GROUP.flag("security.ssl.enabled")
            .defaultsTo("false")
            .means("The older switch for TLS everywhere: it holds for security.ssl.internal.enabled where that is not "
                    + "set itself. REST is not served by TLS yet.");

    public static final Option<String> SSL_PROTOCOL = GROUP.text("security.ssl.protocol")
            .defaultsTo("TLSv1.2")
            .matching("TLSv1[.][23]", "TLSv1.2 or TLSv1.3")
            .means("The version of TLS that both ends must speak. Choose TLSv1.3 together with its own "
                    + "security.ssl.algorithms.");

    public static final Option<List<String>> SSL_ALGORITHMS = GROUP.list("security.ssl.algorithms")
            .notEmpty()
            .defaultsTo("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")
            .means("The cipher suites that may be used, by their names in Java. Both ends need one in common, and the "
                    + "key in the keystore must suit it.");

    public static final Option<String> SSL_KEYSTORE = GROUP.text("security.ssl.keystore")
            .means("The file with this cluster's key and certificate, for all of TLS. security.ssl.internal.keystore "
                    + "and security.ssl.rest.keystore outweigh it.");

    public static final Option<String> SSL_KEYSTORE_PASSWORD =
            GROUP.text("security.ssl.keystore-password").secret().means("The password of security.ssl.keystore.");

    public static final Option<String> SSL_KEY_PASSWORD = GROUP.text("security.ssl.key-password")
            .secret()
            .means("The password of the key within security.ssl.keystore, which is often the same as the file's.");

    public static final Option<String> SSL_TRUSTSTORE = GROUP.text("security.ssl.truststore")
            .means("The file with the certificates that are trusted, for all of TLS. security.ssl.internal.truststore "
                    + "and security.ssl.rest.truststore outweigh it.");

    public static final Option<String> SSL_TRUSTSTORE_PASSWORD =
            GROUP.text("security.ssl.truststore-password").secret().means("The password of security.ssl.truststore.");

    public static final Option<Boolean> INTERNAL_ENABLED = GROUP.flag("security.ssl.internal.enabled")
            .defaultsTo("false")
            .means("Whether processes of a cluster talk to each other by TLS, each showing a certificate. Turn it on "
                    + "where others share the network; without it records and control messages can be read on the "
                    + "way.");

    public static final Option<String> INTERNAL_KEYSTORE = GROUP.text("security.ssl.internal.keystore")
            .means("The file with the key and certificate for connections within the cluster. All processes use the "
                    + "same one, so a key made for this cluster alone is best. Unset, it is security.ssl.keystore.");

    public static final Option<String> INTERNAL_KEYSTORE_PASSWORD = GROUP.text(
                    "security.ssl.internal.keystore-password")
            .secret()
            .means("The password of security.ssl.internal.keystore.");

    public static final Option<String> INTERNAL_KEY_PASSWORD = GROUP.text("security.ssl.internal.key-password")
            .secret()
            .means(
                    "The password of the key within security.ssl.internal.keystore. Unset, it is the same as the file's.");

    public static final Option<String> INTERNAL_TRUSTSTORE = GROUP.text("security.ssl.internal.truststore")
            .means("The file with the certificates that processes of the cluster trust. Whoever has a key for one of "
                    + "them counts as part of the cluster. Unset, it is security.ssl.truststore.");

    public static final Option<String> INTERNAL_TRUSTSTORE_PASSWORD = GROUP.text(
                    "security.ssl.internal.truststore-password")
            .secret()
            .means("The password of security.ssl.internal.truststore.");

    public static final Option<String> INTERNAL_FINGERPRINT = GROUP.text("security.ssl.internal.cert.fingerprint")
            .matching(
                    "([0-9A-Fa-f]{2}:){19,31}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}",
                    "a SHA-1 or SHA-256 fingerprint, such as 1A:2B:…")
            .notInEffect()
            .means("The fingerprint of the only certificate that is accepted within the cluster. It helps where the "
                    + "truststore holds a whole company's authority; unset, everything that it vouches for is "
                    + "accepted.");

    public static final Option<Boolean> REST_ENABLED = GROUP.flag("security.ssl.rest.enabled")
            .defaultsTo("false")
            .notInEffect()
            .means("Whether REST and the web dashboard are served by TLS.");

    public static final Option<Boolean> REST_AUTHENTICATION = GROUP.flag("security.ssl.rest.authentication-enabled")
            .defaultsTo("false")
            .notInEffect()
            .means("Whether clients of REST must show a certificate that is trusted. Browsers and YARN's proxy "
                    + "usually have none.");

    public static final Option<String> REST_KEYSTORE = GROUP.text("security.ssl.rest.keystore")
            .notInEffect()
            .means("The file with the key and certificate that REST is served with; the certificate should name the "
                    + "host. Unset, it is security.ssl.keystore.");

    public static final Option<String> REST_KEYSTORE_PASSWORD = GROUP.text("security.ssl.rest.keystore-password")
            .secret()
            .notInEffect()
            .means("The password of security.ssl.rest.keystore.");

    public static final Option<String> REST_KEY_PASSWORD = GROUP.text("security.ssl.rest.key-password")
            .secret()
            .notInEffect()
            .means("The password of the key within security.ssl.rest.keystore.");

    public static final Option<String> REST_TRUSTSTORE = GROUP.text("security.ssl.rest.truststore")
            .notInEffect()
            .means("The file with the certificates that the command line trusts when it talks to REST, and that REST "
                    + "trusts in clients. Unset, it is security.ssl.truststore.");

    public static final Option<String> REST_TRUSTSTORE_PASSWORD = GROUP.text("security.ssl.rest.truststore-password")
            .secret()
            .notInEffect()
            .means("The password of security.ssl.rest.truststore.");

    public static final Option<String> REST_FINGERPRINT = GROUP.text("security.ssl.rest.cert.fingerprint")
            .matching(
                    "([0-9A-Fa-f]{2}:){19,31}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}",
                    "a SHA-1 or SHA-256 fingerprint, such as 1A:2B:…")
            .notInEffect()
            .means("The fingerprint of the only certificate that the command line accepts from REST. Unset, "
                    + "everything that the truststore vouches for is accepted.");

    public static final Option<Boolean> REST_VERIFY_HOSTNAME = GROUP.flag("security.ssl.rest.verify-hostname")
            .alsoKnownAs("security.ssl.verify-hostname")
            .defaultsTo("false")
            .notInEffect()
            .means("Whether the command line checks that the certificate of REST names the host that it talks to. "
                    + "Turn it on where certificates are made per host.");

    private SecurityOptions() {}
}
