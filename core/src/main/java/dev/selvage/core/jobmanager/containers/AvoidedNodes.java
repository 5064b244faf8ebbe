package dev.selvage.core.jobmanager.containers;

import dev.selvage.core.loop.Component;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which nodes are avoided since containers fail there one after the other: those that did last, and never more than half of all. */
final class AvoidedNodes {

    private final ContainerSettings.Nodes settings;
    private final TreeMap<String, Lapses> lapses = new TreeMap<>();
    /** How many there are; until that is known none is avoided. */
    private int nodes;

    /** What a node has done wrong in a row. */
    private record Lapses(int failures, long lastMillis) {}

    AvoidedNodes(ContainerSettings.Nodes settings) {
        this.settings = settings;
    }

    void counted(int all) {
        nodes = all;
    }

    /** A container has failed there; an unknown node has no name. */
    void failed(String node, long nowMillis) {
        if (!node.isEmpty()) {
            int before = Optional.ofNullable(lapses.get(node))
                    .filter(one -> !isForgiven(one, nowMillis))
                    .map(Lapses::failures)
                    .orElse(0);
            lapses.put(node, new Lapses(before + 1, nowMillis));
        }
    }

    /** A TaskManager has come up there. */
    void worked(String node) {
        lapses.remove(node);
    }

    private boolean isForgiven(Lapses one, long nowMillis) {
        return nowMillis - one.lastMillis() >= settings.avoidMillis();
    }

    /** By name. */
    List<String> at(long nowMillis) {
        lapses.values().removeIf(one -> isForgiven(one, nowMillis));
        return lapses.entrySet().stream()
                .filter(entry -> entry.getValue().failures() >= settings.failures())
                .sorted(Comparator.comparing(entry -> -entry.getValue().lastMillis()))
                .limit(nodes / 2)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** When {@link #at} may come to something else though nothing happens. */
    long changesAtMillis() {
        return lapses.values().stream()
                .mapToLong(one -> one.lastMillis() + settings.avoidMillis())
                .min()
                .orElse(Component.NEVER);
    }
}
