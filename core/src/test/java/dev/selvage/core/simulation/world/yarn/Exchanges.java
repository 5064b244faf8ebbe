package dev.selvage.core.simulation.world.yarn;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What waits for a way between the ResourceManager and a master: calls and news, each master's in order. */
final class Exchanges {

    private final ArrayDeque<Exchange> heldBack = new ArrayDeque<>();
    private final Predicate<String> reachable;
    private final Consumer<Runnable> later;
    private boolean retryScheduled;

    private record Exchange(String master, Runnable effect, boolean isNews) {}

    /**
     * @param reachable whether there is a way to the master of this name, and back
     * @param later lets something happen at the next try
     */
    Exchanges(Predicate<String> reachable, Consumer<Runnable> later) {
        this.reachable = reachable;
        this.later = later;
    }

    /** A master calls, and does so again until it gets through. */
    void call(String master, Runnable effect) {
        heldBack.add(new Exchange(master, effect, false));
        letThrough();
    }

    /** The ResourceManager has something to tell. */
    void tell(String master, Runnable effect) {
        heldBack.add(new Exchange(master, effect, true));
        letThrough();
    }

    /** What the ResourceManager had to tell is gone with its memory. */
    void forgetNews() {
        heldBack.removeIf(Exchange::isNews);
    }

    void letThrough() {
        // All are judged before any takes effect, since an effect may add to them.
        List<Exchange> through =
                heldBack.stream().filter(it -> reachable.test(it.master())).toList();
        heldBack.removeAll(through);
        through.forEach(it -> it.effect().run());
        if (!heldBack.isEmpty() && !retryScheduled) {
            retryScheduled = true;
            later.accept(() -> {
                retryScheduled = false;
                letThrough();
            });
        }
    }
}
