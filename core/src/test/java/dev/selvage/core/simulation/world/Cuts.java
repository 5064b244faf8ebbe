package dev.selvage.core.simulation.world;

import java.util.TreeSet;

/** Who cannot reach whom at this moment, each way for itself; the world's services have names as its processes have. */
public final class Cuts {

    public static final String STORAGE = "storage";
    public static final String ZOOKEEPER = "zookeeper";
    public static final String RESOURCE_MANAGER = "resource-manager";

    private final TreeSet<String> cuts = new TreeSet<>();
    private final TreeSet<String> down = new TreeSet<>();

    /** Whether what one sends arrives at the other. */
    public boolean open(String from, String to) {
        return isUp(from) && isUp(to) && (cuts.isEmpty() || !cuts.contains(way(from, to)));
    }

    /** Whether both hear each other. */
    public boolean openBothWays(String one, String other) {
        return open(one, other) && open(other, one);
    }

    public boolean isUp(String name) {
        return down.isEmpty() || !down.contains(name);
    }

    public void cut(String from, String to) {
        cuts.add(way(from, to));
    }

    public void heal(String from, String to) {
        cuts.remove(way(from, to));
    }

    public void takeDown(String service) {
        down.add(service);
    }

    public void bringBack(String service) {
        down.remove(service);
    }

    public void healAll() {
        cuts.clear();
        down.clear();
    }

    private static String way(String from, String to) {
        return from + ">" + to;
    }
}
