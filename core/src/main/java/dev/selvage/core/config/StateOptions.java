package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionGroup;

/** Options about how tasks keep their state. */
public final class StateOptions {

    static final OptionGroup GROUP = new OptionGroup("State", "How tasks hold their state between two checkpoints.");

    public static final Option<String> BACKEND = GROUP.text("state.backend.type")
            .alsoKnownAs("state.backend")
            .defaultsTo("hashmap")
            .matching(
                    "(?i)hashmap|heap|filesystem|jobmanager|rocksdb",
                    "hashmap (also written heap, and by older Flink filesystem or jobmanager) or rocksdb")
            .common()
            .means("Where tasks keep keyed state: on the Java heap (hashmap, or heap for short), or in RocksDB on "
                    + "local disks (rocksdb), for state larger than memory. RocksDB is accepted here but still to "
                    + "come; jobs that ask for it are refused until then.");

    public static final Option<Boolean> LATENCY_TRACK = GROUP.flag("state.latency-track.keyed-state-enabled")
            .alsoKnownAs("state.backend.latency-track.keyed-state-enabled")
            .defaultsTo("false")
            .notInEffect()
            .means("Measures how long reads and writes of keyed state take, as metrics. It costs a little on every "
                    + "access that is sampled, so turn it on while you look for the reason of slowness.");

    public static final Option<Integer> LATENCY_TRACK_SAMPLES = GROUP.integer("state.latency-track.sample-interval")
            .alsoKnownAs("state.backend.latency-track.sample-interval")
            .defaultsTo("100")
            .atLeast("1")
            .notInEffect()
            .means("One of how many accesses is measured where state latency is tracked. 1 measures every one, and "
                    + "shows in the throughput.");

    private StateOptions() {}
}
