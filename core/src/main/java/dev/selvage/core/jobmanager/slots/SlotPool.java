package dev.selvage.core.jobmanager.slots;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.message.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
    /** The TaskManagers at which jobs have the same slot, or would share what they may not. Hardly ever any. */
    private final TreeSet<TaskManagerId> contended = new TreeSet<>();

    /** Where alone somebody gets a slot, if that is not everywhere. */
    private Optional<TreeSet<TaskManagerId>> open = Optional.empty();

    private long version;

    /**
     * What a TaskManager is used for.
     *
     * @param job who has slots there; one of them, where several share it
     * @param free how many more slots can be had there
     */
    public record Use(TaskManagerId taskManager, JobId job, int taken, int free) {}

    /** A TaskManager that is there, or at which somebody holds slots until it comes back. */
    private static final class Place {
        Optional<Peer> peer = Optional.empty();
        int slots;
        boolean closed;
        /**
         * Whose each slot is that somebody has. Several jobs may have inherited one: the record of a job that had lost its slot, and
         * has not started again, still names it.
         */
        final TreeMap<Integer, TreeSet<JobId>> taken = new TreeMap<>();

        int free() {
            return closed ? 0 : slots - taken.size();
        }

        /** Whether nobody else has anything here. */
        boolean isOnlyOf(JobId job) {
            return owners().allMatch(job::equals);
        }

        Stream<JobId> owners() {
            return taken.values().stream().flatMap(Collection::stream);
        }

        /** Whether some job has lost something here to another one, and both believe that it is theirs. */
        boolean isContended(boolean isolated) {
            return isolated
                    ? owners().distinct().count() > 1
                    : taken.values().stream().anyMatch(owners -> owners.size() > 1);
        }

        void giveBack(int index, JobId job) {
            taken.computeIfPresent(index, (any, owners) -> {
                owners.remove(job);
                return owners.isEmpty() ? null : owners;
            });
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
            place.closed = !isOpen(peer.taskManager());
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

    /** From now on nobody gets a slot but at these; what is elsewhere stays. */
    public void openOnly(Collection<TaskManagerId> these) {
        open = Optional.of(new TreeSet<>(these));
        List<TaskManagerId> changed = new ArrayList<>();
        places.forEach((taskManager, place) -> {
            if (place.closed == isOpen(taskManager)) {
                changed.add(taskManager);
            }
        });
        changed.forEach(taskManager -> change(taskManager, place -> place.closed = !place.closed));
    }

    private boolean isOpen(TaskManagerId taskManager) {
        return open.isEmpty() || open.get().contains(taskManager);
    }

    private void change(TaskManagerId taskManager, Consumer<Place> change) {
        version++;
        Place place = places.computeIfAbsent(taskManager, any -> new Place());
        count(taskManager, place, -1);
        change.accept(place);
        count(taskManager, place, 1);
        noteContention(taskManager, place);
        if (place.peer.isEmpty() && place.taken.isEmpty()) {
            places.remove(taskManager);
        }
    }

    private void noteContention(TaskManagerId taskManager, Place place) {
        if (place.isContended(isolated)) {
            contended.add(taskManager);
        } else {
            contended.remove(taskManager);
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

    public boolean isIsolated() {
        return isolated;
    }

    /** The TaskManagers at which somebody has a slot. */
    public List<Use> uses() {
        List<Use> uses = new ArrayList<>();
        places.forEach((taskManager, place) -> place.owners()
                .findFirst()
                .ifPresent(job -> uses.add(new Use(taskManager, job, place.taken.size(), Math.max(0, place.free())))));
        return uses;
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
        change(
                slot.taskManager(),
                place -> place.taken
                        .computeIfAbsent(slot.index(), any -> new TreeSet<>())
                        .add(job));
    }

    /** Whether any two jobs have the same slot, or parts of a TaskManager that no two jobs may share. */
    public boolean hasContention() {
        return !contended.isEmpty();
    }

    /** The same of this job and this slot. */
    public boolean isContended(JobId job, Slot slot) {
        if (!contended.contains(slot.taskManager())) {
            return false;
        }
        Place place = Optional.ofNullable(places.get(slot.taskManager())).orElseThrow();
        return isolated
                ? !place.isOnlyOf(job)
                : Optional.ofNullable(place.taken.get(slot.index()))
                        .filter(owners -> owners.size() > 1)
                        .isPresent();
    }

    /** A job does without this slot. */
    public void giveBack(JobId job, Slot slot) {
        change(slot.taskManager(), place -> place.giveBack(slot.index(), job));
    }

    /** A job needs nothing any more. */
    public void giveBackAllOf(JobId job) {
        version++;
        places.forEach((taskManager, place) -> {
            count(taskManager, place, -1);
            place.taken.values().forEach(owners -> owners.remove(job));
            place.taken.values().removeIf(TreeSet::isEmpty);
            count(taskManager, place, 1);
            noteContention(taskManager, place);
        });
        places.values().removeIf(place -> place.peer.isEmpty() && place.taken.isEmpty());
    }
}
