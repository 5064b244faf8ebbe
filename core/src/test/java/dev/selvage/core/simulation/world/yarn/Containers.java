package dev.selvage.core.simulation.world.yarn;

import dev.selvage.core.simulation.world.yarn.YarnNews.Container;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What the ResourceManager believes of containers; what is true is known to the {@link Nodes} alone. */
final class Containers {

    /** Every container ever granted: whoever was given one can have it started. */
    private final TreeMap<Integer, Grant> grants = new TreeMap<>();
    /** Those that are not over, and whether it has heard that they run. */
    private final TreeMap<Integer, Boolean> held = new TreeMap<>();
    /** Given back while it did not know of them. */
    private final TreeSet<Integer> givenBack = new TreeSet<>();

    /** A container as it was granted: to whom, and in which life of the ResourceManager. */
    record Grant(Container container, int attempt, int era) {}

    /** Something was granted under the next number. */
    Container add(String node, int megabytes, int attempt, int era) {
        Container container = new Container(grants.size() + 1, node, megabytes);
        grants.put(container.id(), new Grant(container, attempt, era));
        held.put(container.id(), false);
        return container;
    }

    Grant grant(int container) {
        return Optional.ofNullable(grants.get(container)).orElseThrow();
    }

    int count() {
        return held.size();
    }

    boolean holds(int container) {
        return held.containsKey(container);
    }

    List<Container> held() {
        return heldWhich(container -> true);
    }

    List<Container> heldWhich(Predicate<Container> which) {
        return held.keySet().stream()
                .map(id -> grant(id).container())
                .filter(which)
                .toList();
    }

    /** Those that nobody has said to run. */
    List<Container> silent() {
        return held.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(Map.Entry::getKey)
                .map(id -> grant(id).container())
                .toList();
    }

    /** It was heard that a container runs; what is not held is so from now on. */
    void runs(int container) {
        held.put(container, true);
    }

    void over(int container) {
        held.remove(container);
    }

    /** It may run on a node that has not registered since the restart. */
    void giveBackWhenFound(int container) {
        givenBack.add(container);
    }

    boolean isToGiveBack(int container) {
        return givenBack.remove(container);
    }

    /** A restart: what was granted and is on no node yet is never heard of again. */
    void forget() {
        held.clear();
        givenBack.clear();
    }
}
