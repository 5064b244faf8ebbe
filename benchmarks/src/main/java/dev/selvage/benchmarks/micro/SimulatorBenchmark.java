package dev.selvage.benchmarks.micro;

import dev.selvage.core.simulation.Recording;
import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.Simulator;
import dev.selvage.core.simulation.toy.LedgerScenario;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How many events a second the simulator gets through on one core, every promise checked after each; wanted: 200,000. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx1g"})
public class SimulatorBenchmark {

    private final Scenario scenario = LedgerScenario.correct();
    private long seed;

    /** Counted beside whole runs, whose length differs from seed to seed. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Counted {
        public long events;

        @Setup(Level.Iteration)
        public void reset() {
            events = 0;
        }
    }

    @Benchmark
    public Simulator.Run runs(Counted counted) {
        Simulator.Run run = Simulator.run(scenario, seed++, Recording.NUMBER);
        counted.events += run.events();
        return run;
    }
}
