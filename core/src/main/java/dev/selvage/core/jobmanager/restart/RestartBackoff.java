package dev.selvage.core.jobmanager.restart;

import dev.selvage.core.loop.Turn;
import java.util.ArrayDeque;
import java.util.OptionalLong;

/** How long a job pauses after a failure before what failed is started again, and when it gives up. */
public final class RestartBackoff {

    private final Strategy strategy;
    private int restarts;
    private double pauseMillis;
    private long lastFailureMillis = Long.MIN_VALUE;
    /** When the failures within the present interval happened, for the strategy that counts them. */
    private final ArrayDeque<Long> failures = new ArrayDeque<>();

    /** When a job whose task failed is started again; the meanings are those of the options under {@code restart-strategy}. */
    public sealed interface Strategy {

        /** Never. */
        record None() implements Strategy {}

        /** After a constant pause, so many times in the life of the job. */
        record FixedDelay(int restarts, long pauseMillis) implements Strategy {}

        /** After a constant pause, unless there were more failures than that within the interval. */
        record FailureRate(int failures, long intervalMillis, long pauseMillis) implements Strategy {}

        /** After a pause that grows with each failure, and begins anew after a quiet time; so many times without one. */
        record ExponentialDelay(
                long initialMillis,
                long longestMillis,
                double multiplier,
                double jitter,
                long quietMillis,
                int restarts)
                implements Strategy {}
    }

    public RestartBackoff(Strategy strategy) {
        this.strategy = strategy;
    }

    /** Something has failed: the pause before it is started again, or nothing if it is not. */
    public OptionalLong failed(Turn turn) {
        if (strategy instanceof Strategy.FixedDelay fixed) {
            return restarts++ < fixed.restarts() ? OptionalLong.of(fixed.pauseMillis()) : OptionalLong.empty();
        } else if (strategy instanceof Strategy.FailureRate rate) {
            return failed(rate, turn.nowMillis());
        } else if (strategy instanceof Strategy.ExponentialDelay growing) {
            return failed(growing, turn);
        }
        return OptionalLong.empty();
    }

    private OptionalLong failed(Strategy.FailureRate rate, long nowMillis) {
        failures.add(nowMillis);
        while (failures.element() <= nowMillis - rate.intervalMillis()) {
            failures.remove();
        }
        return failures.size() <= rate.failures() ? OptionalLong.of(rate.pauseMillis()) : OptionalLong.empty();
    }

    private OptionalLong failed(Strategy.ExponentialDelay growing, Turn turn) {
        boolean quiet = restarts > 0 && turn.nowMillis() - lastFailureMillis >= growing.quietMillis();
        if (restarts == 0 || quiet) {
            restarts = 0;
            pauseMillis = (double) growing.initialMillis();
        } else {
            pauseMillis = Math.min((double) growing.longestMillis(), pauseMillis * growing.multiplier());
        }
        lastFailureMillis = turn.nowMillis();
        if (restarts++ >= growing.restarts()) {
            return OptionalLong.empty();
        }
        double factor = 1 + growing.jitter() * (2 * turn.random().nextDouble() - 1);
        return OptionalLong.of((long) (pauseMillis * factor));
    }
}
