package dev.selvage.core.jobmanager.deployment;

import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Region;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which slot each part of a job has. Subtasks of the same index in vertices of one slot-sharing group share a slot, and keep
 * it over restarts for as long as its TaskManager lives, so that what they left there is found again.
 */
public final class SlotAssignment {

    private final ExecutionPlan plan;
    private final SlotPool pool;
    private final TreeMap<Share, Slot> assigned = new TreeMap<>(Share.ORDER);

    /** Per region, what it needs slots for. */
    private final TreeMap<Integer, List<Share>> shares = new TreeMap<>();

    /** What runs in one slot: the subtasks of one index of one slot-sharing group. */
    private record Share(String group, int index) {
        static final Comparator<Share> ORDER =
                Comparator.comparing(Share::group).thenComparingInt(Share::index);
    }

    public SlotAssignment(ExecutionPlan plan, SlotPool pool) {
        this.plan = plan;
        this.pool = pool;
    }

    /** A subtask has had this slot since before anybody here can remember; its TaskManager is yet to come back. */
    public void taken(SubtaskId subtask, Slot slot) {
        assigned.put(shareOf(subtask), slot);
        pool.hold(plan.job(), slot);
    }

    /** A TaskManager is gone: whatever had a slot there needs another. */
    public void lost(TaskManagerId taskManager) {
        assigned.values().removeIf(slot -> slot.taskManager().equals(taskManager));
    }

    /** Nothing of the job will run any more. */
    public void giveBackAll() {
        assigned.clear();
        pool.giveBackAllOf(plan.job());
    }

    /** How many slots more these regions need. */
    public int missing(Collection<Region> regions) {
        long wanting = regions.stream()
                .flatMap(region -> sharesOf(region).stream())
                .distinct()
                .filter(share -> !assigned.containsKey(share))
                .count();
        return Math.max(0, (int) wanting - pool.freeFor(plan.job()));
    }

    /** Gives each subtask of a region a slot, or none of them if there are not enough. */
    public boolean assign(Region region) {
        List<Share> wanting = sharesOf(region).stream()
                .filter(share -> !assigned.containsKey(share))
                .toList();
        if (wanting.size() > pool.freeFor(plan.job())) {
            return false;
        }
        for (Share share : wanting) {
            assigned.put(share, pool.take(plan.job()));
        }
        return true;
    }

    private List<Share> sharesOf(Region region) {
        return shares.computeIfAbsent(
                region.number(),
                any -> region.subtasks().stream().map(this::shareOf).distinct().toList());
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
