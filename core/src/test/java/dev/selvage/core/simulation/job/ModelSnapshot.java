package dev.selvage.core.simulation.job;

import dev.selvage.core.checkpoint.PendingTransactions.Pending;
import java.util.List;
import java.util.TreeMap;

/**
 * What a modelled task's snapshot holds.
 *
 * @param positions of a source, per split where it goes on
 * @param counts of a counter, per key
 * @param transactions of a sink
 */
record ModelSnapshot(List<Position> positions, TreeMap<Integer, Integer> counts, List<Pending<String>> transactions) {

    /** Where a source goes on in a split. */
    record Position(int split, int next) {}
}
