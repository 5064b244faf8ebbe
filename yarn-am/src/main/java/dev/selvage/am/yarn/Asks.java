package dev.selvage.am.yarn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The requests that stand with the ResourceManager. Each is for one container, under a number of its own that comes back with the
 * container, since YARN knows a request by its number and overwrites its count. With one request for several containers, whoever has
 * got one of two sends a count of one, and that makes up anew for the second one if it was granted in between (YARN-1902): more come
 * than were wanted. A count of nothing for a number that has been granted changes nothing.
 */
final class Asks {

    private final TreeSet<Long> standing = new TreeSet<>();
    private long last;

    /** What to tell the ResourceManager. */
    record Change(List<Long> begun, List<Long> withdrawn) {}

    /** From now on so many are wanted. The newest are withdrawn first: the others may be about to be granted. */
    Change replaceBy(int wanted) {
        List<Long> begun = new ArrayList<>();
        List<Long> withdrawn = new ArrayList<>();
        while (standing.size() < wanted) {
            last++;
            standing.add(last);
            begun.add(last);
        }
        while (standing.size() > wanted) {
            long newest = standing.last();
            standing.remove(newest);
            withdrawn.add(newest);
        }
        return new Change(begun, withdrawn);
    }

    /**
     * A container has come.
     *
     * @param number that of its request, as YARN says; a scheduler that knows no numbers says any
     * @return which request does not stand any more, if one stood
     */
    Optional<Long> granted(long number) {
        if (standing.isEmpty()) {
            return Optional.empty();
        }
        boolean isKnown = number >= 1 && number <= last;
        // One that was withdrawn too late stands for itself: others are still to come.
        long ended = isKnown ? number : standing.first();
        return standing.remove(ended) ? Optional.of(ended) : Optional.empty();
    }

    boolean isEmpty() {
        return standing.isEmpty();
    }
}
