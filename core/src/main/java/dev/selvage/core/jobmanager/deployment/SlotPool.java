package dev.selvage.core.jobmanager.deployment;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.message.Peer;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The slots of all TaskManagers, and which job has which. Whoever takes one gets it where most are free, so that the work is
 * spread; where jobs are isolated, a TaskManager belongs to one of them for as long as that has a slot there.
 */
public final class SlotPool {

    private final boolean isolated;
    private final TreeMap<TaskManagerId, Offer> offers = new TreeMap<>();
    /** Whose each slot is that somebody has, also where the TaskManager is yet to come back. */
    private final TreeMap<TaskManagerId, TreeMap<Integer, JobId>> taken = new TreeMap<>();

    private long version;

    /** A TaskManager that is there. */
    private record Offer(Peer peer, int slots) {}

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
        version++;
        offers.put(peer.taskManager(), new Offer(peer, slots));
    }

    /** A TaskManager is gone, and so is whatever anybody had there. */
    public void lost(TaskManagerId taskManager) {
        version++;
        offers.remove(taskManager);
        taken.remove(taskManager);
    }

    public Stream<Peer> peers() {
        return offers.values().stream().map(Offer::peer);
    }

    public Optional<Peer> peer(TaskManagerId taskManager) {
        return Optional.ofNullable(offers.get(taskManager)).map(Offer::peer);
    }

    /** Rises with every change that may let somebody have a slot, or take one away. */
    public long version() {
        return version;
    }

    /** How many slots this job could take. */
    public int freeFor(JobId job) {
        return offers.keySet().stream()
                .filter(taskManager -> isOpenTo(job, taskManager))
                .mapToInt(this::freeAt)
                .sum();
    }

    private boolean isOpenTo(JobId job, TaskManagerId taskManager) {
        return !isolated || ownersAt(taskManager).stream().allMatch(job::equals);
    }

    private Collection<JobId> ownersAt(TaskManagerId taskManager) {
        return takenAt(taskManager).values();
    }

    private TreeMap<Integer, JobId> takenAt(TaskManagerId taskManager) {
        return taken.getOrDefault(taskManager, new TreeMap<>());
    }

    /** How many slots nobody has there. */
    public int freeAt(TaskManagerId taskManager) {
        return Optional.ofNullable(offers.get(taskManager)).map(Offer::slots).orElse(0)
                - takenAt(taskManager).size();
    }

    /** A slot for this job, which has to be free. */
    public Slot take(JobId job) {
        TaskManagerId emptiest = offers.keySet().stream()
                .filter(taskManager -> isOpenTo(job, taskManager) && freeAt(taskManager) > 0)
                .max(Comparator.comparingInt(this::freeAt).thenComparing(Comparator.reverseOrder()))
                .orElseThrow(() -> new IllegalStateException("expected a free slot for " + job + ", but found none"));
        int index = 0;
        while (takenAt(emptiest).containsKey(index)) {
            index++;
        }
        Slot slot = new Slot(emptiest, index);
        hold(job, slot);
        return slot;
    }

    /** A job has this slot since before anybody here can remember. */
    public void hold(JobId job, Slot slot) {
        version++;
        taken.computeIfAbsent(slot.taskManager(), any -> new TreeMap<>()).put(slot.index(), job);
    }

    /** A job needs nothing any more. */
    public void giveBackAllOf(JobId job) {
        version++;
        taken.values().forEach(slots -> slots.values().removeIf(job::equals));
    }
}
