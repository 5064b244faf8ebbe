package dev.selvage.core.simulation.world;

import dev.selvage.core.simulation.Simulation;

/** Cuts of the network, for worlds that make their own trouble. */
public final class Cuts {

    private final Simulation simulation;
    private final SimulatedNetwork network;

    public Cuts(Simulation simulation, SimulatedNetwork network) {
        this.simulation = simulation;
        this.network = network;
    }

    /** Cuts two processes off from each other for a while. */
    public void cut(String one, String other, long micros) {
        network.cutOff(one, other);
        simulation.after(micros, "heal", one, other, () -> network.heal(one, other));
    }

    public void healAll() {
        network.healAll();
    }
}
