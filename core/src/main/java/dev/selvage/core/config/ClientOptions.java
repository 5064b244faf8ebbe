package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionGroup;
import java.time.Duration;

/** Options about the patience of the command line. */
public final class ClientOptions {

    static final OptionGroup GROUP =
            new OptionGroup("Client", "How long the command line waits, and how it shows that it is still there.");

    public static final Option<Duration> TIMEOUT = GROUP.duration("client.timeout")
            .alsoKnownAs("akka.client.timeout")
            .defaultsTo("1 min")
            .moreThan("0 ms")
            .means("How long the command line waits for a cluster's answer to one request before that try counts as "
                    + "failed; what the cluster has begun goes on. It is also how long a JobManager lets the main() of "
                    + "an uploaded jar take.");

    public static final Option<Duration> RETRY_PERIOD = GROUP.duration("client.retry-period")
            .defaultsTo("2 s")
            .moreThan("0 ms")
            .means("How often a client that waits for a job or a savepoint asks for its state; in the first moments it "
                    + "asks more often.");

    public static final Option<Duration> HEARTBEAT_INTERVAL = GROUP.duration("client.heartbeat.interval")
            .defaultsTo("30 s")
            .moreThan("0 ms")
            .notInEffect()
            .means("How often an attached client tells the cluster that it is still there, where "
                    + "execution.shutdown-on-attached-exit makes that matter.");

    public static final Option<Duration> HEARTBEAT_TIMEOUT = GROUP.duration("client.heartbeat.timeout")
            .defaultsTo("3 min")
            .moreThan("0 ms")
            .notInEffect()
            .means("How long the client may be silent before a cluster with execution.shutdown-on-attached-exit ends "
                    + "itself. Keep it several times client.heartbeat.interval.");

    private ClientOptions() {}
}
