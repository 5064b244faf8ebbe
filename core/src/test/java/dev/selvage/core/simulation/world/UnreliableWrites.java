package dev.selvage.core.simulation.world;

import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How what is to be durable becomes it, or not: nobody is told more than a client of the real services is. */
public final class UnreliableWrites {

    private static final long TYPICAL_MICROS = 3_000;
    private static final long LATEST_MICROS = 3_000_000;
    /** How long somebody tries to reach a service until the outcome counts as unknown. */
    private static final long PATIENCE_MICROS = 3_000_000;

    private final Simulation simulation;
    private final Cuts cuts;
    private final SplittableRandom random;
    /** What nobody heard of any more. */
    private final List<WriteOutcome> lateOutcomes = new ArrayList<>();

    public UnreliableWrites(Simulation simulation, Cuts cuts, SplittableRandom random) {
        this.simulation = simulation;
        this.cuts = cuts;
        this.random = random;
    }

    /** A write that fails may not have been done, may have been done, or may be done some time later. */
    public void write(
            String writer, String service, String what, Consumer<WriteOutcome> answer, Supplier<WriteOutcome> change) {
        if (!cuts.open(writer, service)) {
            giveUp(what, answer);
            return;
        }
        boolean lost = simulation.faults().strikes(Faults.Kind.WRITE_LOST);
        boolean replyLost = simulation.faults().strikes(Faults.Kind.REPLY_LOST);
        simulation.after(delay(), "write", "store", what, () -> {
            WriteOutcome outcome = lost ? WriteOutcome.UNKNOWN : change.get();
            if (cuts.open(service, writer)) {
                answer.accept(replyLost ? WriteOutcome.UNKNOWN : outcome);
            } else {
                giveUp(what, answer);
            }
        });
        if (lost && random.nextBoolean()) {
            simulation.after(
                    delay() + random.nextLong(LATEST_MICROS),
                    "late write",
                    "store",
                    what,
                    () -> lateOutcomes.add(change.get()));
        }
    }

    private void giveUp(String what, Consumer<WriteOutcome> answer) {
        long patience = random.nextLong(PATIENCE_MICROS);
        simulation.after(patience, "timeout", "store", what, () -> answer.accept(WriteOutcome.UNKNOWN));
    }

    public long delay() {
        long delay = 1 + random.nextLong(2 * TYPICAL_MICROS);
        return simulation.faults().strikes(Faults.Kind.DELAY) ? delay * 100 : delay;
    }
}
