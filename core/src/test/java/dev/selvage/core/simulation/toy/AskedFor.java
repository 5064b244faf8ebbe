package dev.selvage.core.simulation.toy;

import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.simulation.cluster.Heard;
import dev.selvage.core.simulation.cluster.Wish;
import dev.selvage.core.simulation.world.yarn.YarnNews;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Stands around a master and keeps its own count of the containers that the master was told of. Only from there can be seen
 * whether it asks for too much: the ResourceManager also sees what has not reached the master yet.
 */
final class AskedFor implements Component<Heard, Wish> {

    private final Component<Heard, Wish> master;
    private final TreeSet<Integer> told = new TreeSet<>();
    /** Read by the promises: the first time that too much was asked for. */
    private Optional<String> excess = Optional.empty();

    AskedFor(Component<Heard, Wish> master) {
        this.master = master;
    }

    Optional<String> excess() {
        return excess;
    }

    @Override
    public List<Wish> onMessage(Heard message, Turn turn) {
        if (message instanceof Heard.FromYarn it) {
            hear(it.news());
        }
        return watched(master.onMessage(message, turn));
    }

    @Override
    public List<Wish> onWake(Turn turn) {
        return watched(master.onWake(turn));
    }

    @Override
    public long wakeAtMillis() {
        return master.wakeAtMillis();
    }

    private void hear(YarnNews news) {
        if (news instanceof YarnNews.Registered it) {
            it.kept().forEach(container -> told.add(container.id()));
        } else if (news instanceof YarnNews.Recovered it) {
            it.containers().forEach(container -> told.add(container.id()));
        } else if (news instanceof YarnNews.Granted it) {
            it.containers().forEach(container -> told.add(container.id()));
        } else if (news instanceof YarnNews.Completed it) {
            told.remove(it.container());
        }
    }

    private List<Wish> watched(List<Wish> wishes) {
        for (Wish wish : wishes) {
            if (wish instanceof Wish.Release it) {
                told.remove(it.container());
            } else if (wish instanceof Wish.AskContainers it
                    && it.count() + told.size() > LedgerContainers.WANTED
                    && it.count() > 0
                    && excess.isEmpty()) {
                excess = Optional.of(it.count() + " containers were asked for by one that knew of " + told.size()
                        + ", where " + LedgerContainers.WANTED + " are wanted");
            }
        }
        return wishes;
    }
}
