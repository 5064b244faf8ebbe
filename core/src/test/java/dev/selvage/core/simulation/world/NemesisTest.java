package dev.selvage.core.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.simulation.Faults.Kind;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NemesisTest {

    private static final long MINUTE = 60_000_000;
    private static final List<Kind> ALL =
            List.of(Kind.KILL, Kind.PAUSE, Kind.PARTITION, Kind.PREEMPTION, Kind.NODE_LOSS);

    /** What befell whom in a world of five processes. */
    private static List<String> troubles(Consumer<Nemesis> more, Consumer<Simulation> faults) {
        Simulation simulation = new Simulation(3);
        Cuts cuts = new Cuts();
        SimulatedNetwork network = new SimulatedNetwork(simulation, cuts);
        List<SimulatedProcess<Object, Runnable>> processes = IntStream.range(0, 5)
                .mapToObj(number -> new Listener(simulation, network, "process-" + number).process)
                .toList();
        List<String> troubles = new ArrayList<>();
        Nemesis nemesis = new Nemesis(simulation, cuts, network, new Nemesis.Victims() {
            @Override
            public List<SimulatedProcess<Object, Runnable>> alive() {
                return processes;
            }

            @Override
            public void cutOff(String one, String other) {
                troubles.add(simulation.nowMillis() + " " + one + " and " + other);
            }
        });
        nemesis.also(
                Kind.NODE_LOSS, chance -> troubles.add(simulation.nowMillis() + " node loss " + chance.nextInt(100)));
        more.accept(nemesis);
        ALL.forEach(kind -> simulation.faults().set(kind, 0.3));
        faults.accept(simulation);
        nemesis.start();
        simulation.runFor(MINUTE);
        return troubles;
    }

    @Test
    void oneKindOfTroubleMoreLeavesTheOthersWhereTheyWere() {
        List<String> without = troubles(nemesis -> {}, simulation -> {});
        List<String> with = troubles(nemesis -> nemesis.also(Kind.PREEMPTION, chance -> chance.nextInt(7)), all -> {});

        assertThat(without).hasSizeGreaterThan(20).isEqualTo(with);
    }

    @Test
    void oneKindOfTroubleLessLeavesTheOthersWhereTheyWere() {
        List<String> with = troubles(nemesis -> {}, simulation -> {});
        List<String> without = troubles(nemesis -> {}, simulation -> {
            simulation.faults().set(Kind.KILL, 0);
            simulation.faults().set(Kind.PAUSE, 0);
        });

        assertThat(without).isEqualTo(with);
    }

    @Test
    void whoIsSparedIsCutOffButNeverStopped() {
        Simulation simulation = new Simulation(4);
        Cuts cuts = new Cuts();
        SimulatedNetwork network = new SimulatedNetwork(simulation, cuts);
        List<SimulatedProcess<Object, Runnable>> judge = List.of(
                new Listener(simulation, network, "judge").process.spared(),
                new Listener(simulation, network, "another judge").process.spared());
        Nemesis nemesis = new Nemesis(simulation, cuts, network, () -> judge);
        ALL.forEach(kind -> simulation.faults().set(kind, 1));
        nemesis.start();
        boolean everCutOff = false;
        for (int i = 0; i < 100; i++) {
            simulation.runFor(MINUTE / 100);
            everCutOff |= !cuts.openBothWays("judge", "another judge");
            assertThat(judge).allMatch(process -> process.alive() && !process.paused());
        }

        assertThat(everCutOff).isTrue();
        nemesis.stop();
        assertThat(cuts.openBothWays("judge", "another judge")).isTrue();
    }
}
