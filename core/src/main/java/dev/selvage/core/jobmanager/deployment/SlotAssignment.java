package dev.selvage.core.jobmanager.deployment;

import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.message.Peer;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Region;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which slot each part of a job has. Subtasks of the same index in vertices of one slot-sharing group share a slot, and keep
 * it over restarts for as long as its TaskManager lives, so that what they left there is found again.
 */
public final class SlotAssignment {

    private final ExecutionPlan plan;
    private final TreeMap<TaskManagerId, Peer> peers = new TreeMap<>();
    /** Slots that nobody has, per TaskManager. */
    private final TreeMap<TaskManagerId, TreeSet<Integer>> free = new TreeMap<>();

    private final TreeMap<Share, Slot> assigned = new TreeMap<>(Share.ORDER);

    /** Per region, what it needs slots for. */
    private final TreeMap<Integer, List<Share>> shares = new TreeMap<>();

    private long version;

    /** What runs in one slot: the subtasks of one index of one slot-sharing group. */
    private record Share(String group, int index) {
        static final Comparator<Share> ORDER =
                Comparator.comparing(Share::group).thenComparingInt(Share::index);
    }

    public SlotAssignment(ExecutionPlan plan) {
        this.plan = plan;
    }

    /** A TaskManager has come with so many slots for this job, or has come back. */
    public void joined(Peer peer, int slots) {
        version++;
        boolean isNew = peers.put(peer.taskManager(), peer) == null;
        if (isNew) {
            TreeSet<Integer> indexes = new TreeSet<>();
            for (int index = 0; index < slots; index++) {
                indexes.add(index);
            }
            free.put(peer.taskManager(), indexes);
        }
    }

    /** A TaskManager is gone: whatever had a slot there needs another. */
    public void lost(TaskManagerId taskManager) {
        version++;
        peers.remove(taskManager);
        free.remove(taskManager);
        assigned.values().removeIf(slot -> slot.taskManager().equals(taskManager));
    }

    public Collection<Peer> peers() {
        return peers.values();
    }

    public boolean knows(TaskManagerId taskManager) {
        return peers.containsKey(taskManager);
    }

    /** How many slots more these regions need. */
    public int missing(Collection<Region> regions) {
        long wanting = regions.stream()
                .flatMap(region -> sharesOf(region).stream())
                .distinct()
                .filter(share -> !assigned.containsKey(share))
                .count();
        return Math.max(0, (int) wanting - free());
    }

    /** Rises with every change of what is free or assigned. */
    public long version() {
        return version;
    }

    private int free() {
        return free.values().stream().mapToInt(TreeSet::size).sum();
    }

    /** Gives each subtask of a region a slot, or none of them if there are not enough. */
    public boolean assign(Region region) {
        List<Share> wanting = sharesOf(region).stream()
                .filter(share -> !assigned.containsKey(share))
                .toList();
        if (wanting.size() > free()) {
            return false;
        }
        for (Share share : wanting) {
            assigned.put(share, takeFromEmptiest());
            version++;
        }
        return true;
    }

    private List<Share> sharesOf(Region region) {
        return shares.computeIfAbsent(
                region.number(),
                any -> region.subtasks().stream().map(this::shareOf).distinct().toList());
    }

    /** Spreads the job over all TaskManagers, so that each has the same share of the work. */
    private Slot takeFromEmptiest() {
        TaskManagerId emptiest = new ArrayList<>(free.keySet())
                .stream()
                        .max(Comparator.comparingInt(
                                        (TaskManagerId id) -> freeOf(id).size())
                                .thenComparing(Comparator.<TaskManagerId>reverseOrder()))
                        .orElseThrow();
        Integer index = freeOf(emptiest).pollFirst();
        if (index == null) {
            throw new IllegalStateException("expected a free slot, but found none at " + emptiest);
        }
        return new Slot(emptiest, index);
    }

    private TreeSet<Integer> freeOf(TaskManagerId taskManager) {
        return Optional.ofNullable(free.get(taskManager)).orElseThrow();
    }

    /** The slot of a subtask that has one. */
    public Slot slotOf(SubtaskId subtask) {
        return Optional.ofNullable(assigned.get(shareOf(subtask)))
                .orElseThrow(() -> new IllegalStateException("expected a slot for " + subtask + ", but found none"));
    }

    private Share shareOf(SubtaskId subtask) {
        return new Share(plan.vertex(subtask.vertex()).slotSharingGroup(), subtask.index());
    }
}
