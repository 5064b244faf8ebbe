package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionGroup;
import java.time.Duration;

/** Options about how a silent process is noticed. */
public final class HeartbeatOptions {

    static final OptionGroup GROUP = new OptionGroup(
            "Heartbeats",
            "How processes notice that another one has fallen silent. A closed connection is noticed at once, "
                    + "without them.");

    public static final Option<Duration> INTERVAL = GROUP.duration("heartbeat.interval")
            .defaultsTo("10 s")
            .atLeast("100 ms")
            .common()
            .means("How often JobManager and TaskManagers show each other that they are alive. It matters for "
                    + "processes that hang and for networks that swallow packets; the death of a process shows by "
                    + "its connection.");

    public static final Option<Duration> TIMEOUT = GROUP.duration("heartbeat.timeout")
            .defaultsTo("50 s")
            .atLeast("1 s")
            .common()
            .means("How long a process may be silent before it counts as lost. Keep it several times "
                    + "heartbeat.interval and above your longest garbage collection, or healthy TaskManagers are "
                    + "given up.");

    private HeartbeatOptions() {}
}
