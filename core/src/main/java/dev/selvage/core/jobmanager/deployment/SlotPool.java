package dev.selvage.core.jobmanager.deployment;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.message.Peer;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The slots of all TaskManagers, and which job has which. Whoever takes one gets it where most are free, so that the work is
 * spread; where jobs are isolated, a TaskManager belongs to one of them for as long as that has a slot there.
 */
public final class SlotPool {

    private final boolean isolated;
    private final TreeMap<TaskManagerId, Place> places = new TreeMap<>();
    /** The TaskManagers that have free slots, by how many: a cluster may have thousands of them, and a job take as many slots. */
    private final TreeMap<Integer, TreeSet<TaskManagerId>> byFree = new TreeMap<>();
    /** At all TaskManagers that are there. */
    private int free;

    private long version;

    /** A TaskManager that is there, or at which somebody holds slots until it comes back. */
    private static final class Place {
        Optional<Peer> peer = Optional.empty();
        int slots;
        /** Whose each slot is that somebody has. */
        final TreeMap<Integer, JobId> taken = new TreeMap<>();

        int free() {
            return slots - taken.size();
        }

        /** Whether nobody else has anything here. */
        boolean isOnlyOf(JobId job) {
            return taken.values().stream().allMatch(job::equals);
        }
    }

    /**
     * A pool with nothing in it.
     *
     * @param isolated whether no two jobs may share a TaskManager
     */
    public SlotPool(boolean isolated) {
        this.isolated = isolated;
    }

    /** A TaskManager has come with so many slots, or has come back. */
    public void joined(Peer peer, int slots) {
        change(peer.taskManager(), place -> {
            place.peer = Optional.of(peer);
            place.slots = slots;
        });
    }

    /** A TaskManager is gone, and so is whatever anybody had there. */
    public void lost(TaskManagerId taskManager) {
        change(taskManager, place -> {
            place.peer = Optional.empty();
            place.slots = 0;
            place.taken.clear();
        });
    }

    private void change(TaskManagerId taskManager, Consumer<Place> change) {
        version++;
        Place place = places.computeIfAbsent(taskManager, any -> new Place());
        count(taskManager, place, -1);
        change.accept(place);
        count(taskManager, place, 1);
        if (place.peer.isEmpty() && place.taken.isEmpty()) {
            places.remove(taskManager);
        }
    }

    private void count(TaskManagerId taskManager, Place place, int sign) {
        if (place.peer.isEmpty()) {
            return;
        }
        free += sign * place.free();
        TreeSet<TaskManagerId> alike = byFree.computeIfAbsent(place.free(), any -> new TreeSet<>());
        if (sign > 0 && place.free() > 0) {
            alike.add(taskManager);
        } else {
            alike.remove(taskManager);
        }
        if (alike.isEmpty()) {
            byFree.remove(place.free());
        }
    }

    public Stream<Peer> peers() {
        return places.values().stream().flatMap(place -> place.peer.stream());
    }

    public Optional<Peer> peer(TaskManagerId taskManager) {
        return Optional.ofNullable(places.get(taskManager)).flatMap(place -> place.peer);
    }

    /** Rises with every change that may let somebody have a slot, or take one away. */
    public long version() {
        return version;
    }

    /** How many slots this job could take. */
    public int freeFor(JobId job) {
        return isolated
                ? places.values().stream()
                        .filter(place -> place.peer.isPresent() && place.isOnlyOf(job))
                        .mapToInt(Place::free)
                        .sum()
                : free;
    }

    /** How many slots nobody has there. */
    public int freeAt(TaskManagerId taskManager) {
        return Optional.ofNullable(places.get(taskManager)).map(Place::free).orElse(0);
    }

    /** A slot for this job, which has to be free. */
    public Slot take(JobId job) {
        for (TreeSet<TaskManagerId> alike : byFree.descendingMap().values()) {
            for (TaskManagerId taskManager : alike) {
                if (isOpenTo(job, taskManager)) {
                    Slot slot = firstFree(taskManager);
                    hold(job, slot);
                    return slot;
                }
            }
        }
        throw new IllegalStateException("expected a free slot for " + job + ", but found none");
    }

    private boolean isOpenTo(JobId job, TaskManagerId taskManager) {
        return !isolated
                || Optional.ofNullable(places.get(taskManager))
                        .filter(place -> place.isOnlyOf(job))
                        .isPresent();
    }

    private Slot firstFree(TaskManagerId taskManager) {
        Place place = Optional.ofNullable(places.get(taskManager)).orElseThrow();
        int index = 0;
        while (place.taken.containsKey(index)) {
            index++;
        }
        return new Slot(taskManager, index);
    }

    /** A job has this slot since before anybody here can remember. */
    public void hold(JobId job, Slot slot) {
        change(slot.taskManager(), place -> place.taken.put(slot.index(), job));
    }

    /** A job needs nothing any more. */
    public void giveBackAllOf(JobId job) {
        version++;
        places.forEach((taskManager, place) -> {
            count(taskManager, place, -1);
            place.taken.values().removeIf(job::equals);
            count(taskManager, place, 1);
        });
        places.values().removeIf(place -> place.peer.isEmpty() && place.taken.isEmpty());
    }
}
