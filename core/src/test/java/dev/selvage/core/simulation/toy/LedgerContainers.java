package dev.selvage.core.simulation.toy;

import dev.selvage.core.simulation.toy.LedgerWords.Wish;
import dev.selvage.core.simulation.world.YarnNews;
import dev.selvage.core.simulation.world.YarnNews.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** How many containers are wanted, present and asked for; asks for what is missing and gives back what is not needed. */
final class LedgerContainers {

    static final int WANTED = 2;

    private final TreeSet<Integer> present = new TreeSet<>();
    private final PlantedBug bug;
    private int asked;

    LedgerContainers(PlantedBug bug) {
        this.bug = bug;
    }

    List<Wish> on(YarnNews news) {
        List<Wish> wishes = new ArrayList<>();
        if (news instanceof YarnNews.Registered it) {
            it.kept().forEach(container -> present.add(container.id()));
        } else if (news instanceof YarnNews.Recovered it) {
            it.containers().forEach(container -> present.add(container.id()));
        } else if (news instanceof YarnNews.Granted it) {
            asked = Math.max(0, asked - it.containers().size());
            for (Container container : it.containers()) {
                present.add(container.id());
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
        while (present.size() > WANTED) {
            wishes.add(new Wish.Release(present.pollLast()));
        }
        if (present.size() + asked != WANTED) {
            asked = bug == PlantedBug.ASKS_FOR_EVERYTHING ? WANTED : WANTED - present.size();
            wishes.add(new Wish.AskContainers(asked));
        }
        return wishes;
    }
}
