package dev.selvage.core.simulation.world.yarn;

import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.Line;
import dev.selvage.core.simulation.world.yarn.YarnNews.Ending;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** What became of containers, told to each master until one that lives on has taken note. */
final class Endings {

    private static final long ACKNOWLEDGEMENT_MICROS = 200_000;

    private final Simulation simulation;
    private final SplittableRandom random;
    private final TreeMap<Integer, Ending> unacknowledged = new TreeMap<>();
    private final Consumer<YarnNews> news;
    private final BooleanSupplier masterHears;
    private Optional<Line<YarnNews>> master = Optional.empty();

    /**
     * @param news where to tell the present master
     * @param masterHears whether it is there and asks
     */
    Endings(Simulation simulation, Consumer<YarnNews> news, BooleanSupplier masterHears) {
        this.simulation = simulation;
        this.random = simulation.random("yarn endings");
        this.news = news;
        this.masterHears = masterHears;
    }

    void add(int container, Ending ending) {
        unacknowledged.put(container, ending);
        master.ifPresent(told -> tell(container, ending, told));
    }

    /** A master has registered, or none is left to be told. */
    void tellFromNowOn(Optional<Line<YarnNews>> present) {
        master = present;
        present.ifPresent(told -> unacknowledged.forEach((container, ending) -> tell(container, ending, told)));
    }

    /** The ResourceManager has lost its memory, and hears of all that runs anew; nodes tell it again of what has ended there. */
    void forgetWhatRuns(IntPredicate runs) {
        unacknowledged.keySet().removeIf(runs::test);
    }

    private void tell(int container, Ending ending, Line<YarnNews> told) {
        news.accept(new YarnNews.Completed(container, ending));
        awaitAcknowledgement(container, told);
    }

    /** Who asks again after it was told has taken note; who died, stood still or was cut off meanwhile may not have. */
    private void awaitAcknowledgement(int container, Line<YarnNews> told) {
        long delay = 1 + random.nextLong(2 * ACKNOWLEDGEMENT_MICROS);
        simulation.after(delay, "acknowledge", "container-" + container, "acknowledge", () -> {
            if (!told.open() || !master.equals(Optional.of(told))) {
                return;
            }
            if (masterHears.getAsBoolean()) {
                unacknowledged.remove(container);
            } else {
                awaitAcknowledgement(container, told);
            }
        });
    }
}
