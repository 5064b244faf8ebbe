package dev.selvage.core.simulation.toy;

import dev.selvage.core.loop.Component;
import dev.selvage.core.simulation.cluster.Wish;
import dev.selvage.core.simulation.world.yarn.YarnNews;
import dev.selvage.core.simulation.world.yarn.YarnNews.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * How many containers are wanted, present and asked for; asks for what is missing and gives back what is not needed. Whether
 * one is present is for itself to say: the ResourceManager may not know of one that runs, and count one that does not.
 */
final class LedgerContainers {

    static final int WANTED = 2;
    private static final int MEGABYTES = 1024;
    /** How long a container may be silent before it is given back. */
    private static final long PATIENCE_MILLIS = 3_000;

    /** Each with the time by which it has to connect; never, while it is connected. */
    private final TreeMap<Integer, Long> present = new TreeMap<>();

    private final PlantedBug bug;
    private boolean registered;
    private int asked;

    LedgerContainers(PlantedBug bug) {
        this.bug = bug;
    }

    List<Wish> on(YarnNews news, long nowMillis) {
        List<Wish> wishes = new ArrayList<>();
        if (news instanceof YarnNews.Registered it) {
            registered = true;
            it.kept().forEach(container -> await(container.id(), nowMillis));
        } else if (news instanceof YarnNews.Recovered it) {
            it.containers().forEach(container -> await(container.id(), nowMillis));
        } else if (news instanceof YarnNews.Granted it) {
            asked = Math.max(0, asked - it.containers().size());
            for (Container container : it.containers()) {
                await(container.id(), nowMillis);
                wishes.add(new Wish.Launch(container.id()));
            }
        } else if (news instanceof YarnNews.Completed it) {
            present.remove(it.container());
        } else if (news instanceof YarnNews.NotLaunched it) {
            present.remove(it.container());
            wishes.add(new Wish.Release(it.container()));
        } else if (news instanceof YarnNews.Resync) {
            asked = 0;
        } else if (news instanceof YarnNews.InvalidToken) {
            return List.of(new Wish.Exit());
        }
        wishes.addAll(settled());
        return wishes;
    }

    private void await(int container, long nowMillis) {
        present.putIfAbsent(container, nowMillis + PATIENCE_MILLIS);
    }

    /** A container runs: it counts if it is needed, whatever was heard of it before. */
    List<Wish> connected(int container) {
        if (present.size() >= WANTED && !counts(container)) {
            return List.of(new Wish.Release(container));
        }
        present.put(container, Component.NEVER);
        return settled();
    }

    boolean counts(int container) {
        return present.containsKey(container);
    }

    void disconnected(int container, long nowMillis) {
        present.computeIfPresent(container, (any, before) -> nowMillis + PATIENCE_MILLIS);
    }

    /** Gives up those that were silent for too long. */
    List<Wish> onWake(long nowMillis) {
        List<Wish> wishes = new ArrayList<>();
        present.entrySet().removeIf(entry -> {
            boolean silent = entry.getValue() <= nowMillis;
            if (silent) {
                wishes.add(new Wish.Release(entry.getKey()));
            }
            return silent;
        });
        wishes.addAll(settled());
        return wishes;
    }

    long wakeAtMillis() {
        return present.values().stream().mapToLong(Long::longValue).min().orElse(Component.NEVER);
    }

    private List<Wish> settled() {
        List<Wish> wishes = new ArrayList<>();
        if (!registered) {
            return wishes;
        }
        while (present.size() > WANTED) {
            wishes.add(new Wish.Release(present.pollLastEntry().getKey()));
        }
        if (present.size() + asked != WANTED) {
            asked = bug == PlantedBug.ASKS_FOR_EVERYTHING ? WANTED : WANTED - present.size();
            wishes.add(new Wish.AskContainers(asked, MEGABYTES));
        }
        return wishes;
    }
}
