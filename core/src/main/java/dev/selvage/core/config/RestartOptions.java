package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionGroup;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** Options about what happens to a job after one of its tasks failed. */
public final class RestartOptions {

    /** When a job whose task failed is started again. */
    public enum Strategy {
        /** Never: the first failure ends the job. */
        NONE("none"),
        /** After a constant pause, a limited number of times. */
        FIXED_DELAY("fixed-delay"),
        /** After a constant pause, unless failures come too often. */
        FAILURE_RATE("failure-rate"),
        /** After a pause that grows with every failure, and shrinks back after a quiet time. */
        EXPONENTIAL_DELAY("exponential-delay");

        private final String spelling;

        Strategy(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String toString() {
            return spelling;
        }
    }

    static final OptionGroup GROUP = new OptionGroup(
            "Restarts",
            "Whether, how soon and how often failed tasks are started again. A job may choose its own in code.");

    public static final Option<Strategy> STRATEGY = GROUP.choice(
                    "restart-strategy.type", Strategy.class, flinksOtherSpellings())
            .alsoKnownAs("restart-strategy")
            .common()
            .means("When a job whose task failed is started again. Unset, a job with checkpoints uses "
                    + "exponential-delay and one without uses none. As in Flink, off and disable mean none too.");

    public static final Option<Integer> FIXED_DELAY_ATTEMPTS = GROUP.integer("restart-strategy.fixed-delay.attempts")
            .defaultsTo("1")
            .atLeast("0")
            .means("With fixed-delay: how many restarts a job gets in its life. The failure after the last one ends "
                    + "the job.");

    public static final Option<Duration> FIXED_DELAY = GROUP.duration("restart-strategy.fixed-delay.delay")
            .defaultsTo("1 s")
            .means("With fixed-delay: the pause before each restart. Give the systems that the job talks to time to "
                    + "recover, but remember that nothing is processed meanwhile.");

    public static final Option<Integer> FAILURE_RATE_MAX = GROUP.integer(
                    "restart-strategy.failure-rate.max-failures-per-interval")
            .defaultsTo("1")
            .atLeast("1")
            .means("With failure-rate: how many failures within one interval are forgiven. One more ends the job.");

    public static final Option<Duration> FAILURE_RATE_INTERVAL = GROUP.duration(
                    "restart-strategy.failure-rate.failure-rate-interval")
            .defaultsTo("1 min")
            .moreThan("0 ms")
            .means("With failure-rate: the span of time over which failures are counted.");

    public static final Option<Duration> FAILURE_RATE_DELAY = GROUP.duration("restart-strategy.failure-rate.delay")
            .defaultsTo("1 s")
            .means("With failure-rate: the pause before each restart.");

    public static final Option<Duration> EXPONENTIAL_INITIAL = GROUP.duration(
                    "restart-strategy.exponential-delay.initial-backoff")
            .defaultsTo("1 s")
            .atLeast("1 ms")
            .means("With exponential-delay: the pause before the first restart, and again after a quiet time.");

    public static final Option<Duration> EXPONENTIAL_MAX = GROUP.duration(
                    "restart-strategy.exponential-delay.max-backoff")
            .defaultsTo("1 min")
            .atLeast("1 ms")
            .means("With exponential-delay: the longest pause. It bounds how late a job comes back after a long "
                    + "outage of something that it needs.");

    public static final Option<Double> EXPONENTIAL_MULTIPLIER = GROUP.decimal(
                    "restart-strategy.exponential-delay.backoff-multiplier")
            .defaultsTo("1.5")
            .atLeast("1")
            .means("With exponential-delay: by how much each pause is longer than the one before.");

    public static final Option<Double> EXPONENTIAL_JITTER = GROUP.decimal(
                    "restart-strategy.exponential-delay.jitter-factor")
            .defaultsTo("0.1")
            .atLeast("0")
            .atMost("1")
            .means("With exponential-delay: the share by which a pause is varied at random, so that many jobs that "
                    + "failed together do not all come back at the same moment.");

    public static final Option<Duration> EXPONENTIAL_RESET = GROUP.duration(
                    "restart-strategy.exponential-delay.reset-backoff-threshold")
            .defaultsTo("1 h")
            .atLeast("1 ms")
            .means("With exponential-delay: how long a job must run without failure for its past failures to be "
                    + "forgotten, so that the next pause is the shortest again.");

    public static final Option<Integer> EXPONENTIAL_ATTEMPTS = GROUP.integer(
                    "restart-strategy.exponential-delay.attempts-before-reset-backoff")
            .defaultsTo("2147483647")
            .atLeast("1")
            .means("With exponential-delay: how many restarts a job gets without a quiet time in between, before it "
                    + "fails for good. The default never gives up.");

    private RestartOptions() {}

    private static SortedMap<String, Strategy> flinksOtherSpellings() {
        SortedMap<String, Strategy> spellings = new TreeMap<>();
        spellings.put("off", Strategy.NONE);
        spellings.put("disable", Strategy.NONE);
        return spellings;
    }
}
