package dev.selvage.core.simulation.world;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.Faults.Kind;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Makes trouble in rounds. What strikes in a round is drawn from the run's faults, and whom it strikes from the same source as
 * whether it does, so that one kind of trouble more leaves the others where they were. It knows processes and the ways
 * between them; what else a world can suffer, the world says.
 */
public final class Nemesis {

    private static final long ROUND_MICROS = 500_000;
    private static final long LONGEST_PAUSE_MICROS = 8_000_000;
    private static final long LONGEST_OUTAGE_MICROS = 12_000_000;
    private static final long LONGEST_CUT_MICROS = 8_000_000;

    private final Simulation simulation;
    private final SplittableRandom rounds;
    private final Cuts cuts;
    private final SimulatedNetwork network;
    private final Victims victims;
    private final EnumMap<Kind, Strike> strikes = new EnumMap<>(Kind.class);
    private boolean stopped;

    /** Whom it can strike. */
    public interface Victims {
        /** The processes that live now, in an order that the seed alone decides; the spared are cut off, but never stopped. */
        List<? extends SimulatedProcess<?, ?>> alive();

        /** Two processes can no longer reach each other, one way at least: for connections that the network does not know. */
        default void cutOff(String one, String other) {}
    }

    /** Something that can befall a world. */
    @FunctionalInterface
    public interface Strike {
        /** Befalls it, with the chance from which to draw whom, how long, how much. */
        void befall(SplittableRandom chance);
    }

    /** One that kills and pauses processes and cuts them off from each other. */
    public Nemesis(Simulation simulation, Cuts cuts, SimulatedNetwork network, Victims victims) {
        this.simulation = simulation;
        this.rounds = simulation.random("nemesis");
        this.cuts = cuts;
        this.network = network;
        this.victims = victims;
        also(Kind.KILL, chance -> anyToStop(chance).ifPresent(SimulatedProcess::crash));
        also(
                Kind.PAUSE,
                chance -> anyToStop(chance).ifPresent(process -> process.pause(chance.nextLong(LONGEST_PAUSE_MICROS))));
        alsoCuts(Kind.PARTITION, this::names, this::names);
    }

    /** One kind of trouble more. */
    public Nemesis also(Kind kind, Strike strike) {
        strikes.put(kind, strike);
        return this;
    }

    /** Services from which processes are cut off. */
    public Nemesis alsoCutsOffFrom(String... services) {
        return alsoCuts(Kind.SERVICE_CUT, this::names, () -> List.of(services));
    }

    /** Somebody, and somebody else who cannot be reached for a while, one way or both. */
    public Nemesis alsoCuts(Kind kind, Supplier<List<String>> some, Supplier<List<String>> others) {
        return also(kind, chance -> cut(chance, some.get(), others.get()));
    }

    /** A service that nobody reaches for a while. */
    public Nemesis alsoTakesDown(Kind kind, String service) {
        return also(kind, chance -> {
            cuts.takeDown(service);
            long length = chance.nextLong(LONGEST_OUTAGE_MICROS);
            simulation.after(length, "outage-end", service, length, () -> cuts.bringBack(service));
        });
    }

    public void start() {
        simulation.after(rounds.nextLong(2 * ROUND_MICROS), "nemesis", "round", "round", () -> {
            if (!stopped) {
                round();
                start();
            }
        });
    }

    /** Ends all trouble and mends what was cut. */
    public void stop() {
        stopped = true;
        cuts.healAll();
    }

    private void round() {
        Faults faults = simulation.faults();
        strikes.forEach((kind, strike) -> {
            if (faults.strikes(kind)) {
                strike.befall(faults.chance(kind));
            }
        });
    }

    private Optional<SimulatedProcess<?, ?>> anyToStop(SplittableRandom chance) {
        return any(
                victims.alive().stream()
                        .<SimulatedProcess<?, ?>>map(process -> process)
                        .filter(process -> !process.isSpared())
                        .toList(),
                chance);
    }

    private List<String> names() {
        return victims.alive().stream().map(SimulatedProcess::name).toList();
    }

    private void cut(SplittableRandom chance, List<String> some, List<String> others) {
        Optional<String> one = any(some, chance);
        Optional<String> other = any(others, chance).filter(name -> !one.equals(Optional.of(name)));
        if (one.isPresent() && other.isPresent()) {
            long length = chance.nextLong(LONGEST_CUT_MICROS);
            // There, back, or both.
            int ways = chance.nextInt(3);
            if (ways != 1) {
                cutOneWay(one.get(), other.get(), length);
            }
            if (ways != 0) {
                cutOneWay(other.get(), one.get(), length);
            }
            victims.cutOff(one.get(), other.get());
        }
    }

    private void cutOneWay(String from, String to, long length) {
        network.cut(from, to);
        simulation.after(length, "heal", from, to, () -> cuts.heal(from, to));
    }

    private static <T> Optional<T> any(List<T> some, SplittableRandom chance) {
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(chance.nextInt(some.size())));
    }
}
