package dev.selvage.jobmanager.rest;

import dev.selvage.core.jobmanager.view.CheckpointsView;
import java.util.Arrays;

/**
 * How a figure of completed checkpoints is spread: the least, the most and the average over all of them, the percentiles over those
 * that are remembered.
 */
record CheckpointFigures(long min, long max, long avg, double p50, double p90, double p95, double p99, double p999) {

    static final CheckpointFigures NONE = new CheckpointFigures(0, 0, 0, 0, 0, 0, 0, 0);

    static CheckpointFigures of(CheckpointsView.Spread all, long[] remembered) {
        long[] sorted = remembered.clone();
        Arrays.sort(sorted);
        return new CheckpointFigures(
                all.min(),
                all.max(),
                all.average(),
                percentile(sorted, 0.5),
                percentile(sorted, 0.9),
                percentile(sorted, 0.95),
                percentile(sorted, 0.99),
                percentile(sorted, 0.999));
    }

    /** The least value that this part of all does not exceed. */
    private static double percentile(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    }
}
