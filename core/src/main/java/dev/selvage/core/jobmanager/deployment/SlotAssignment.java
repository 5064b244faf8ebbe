package dev.selvage.core.jobmanager.deployment;

import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.slots.Slot;
import dev.selvage.core.jobmanager.slots.SlotPool;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Region;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
    /** Per region, for how much of that it has no slot. Each TaskManager that comes is a reason to ask; slots come and go seldom. */
    private final TreeMap<Integer, Integer> wanting = new TreeMap<>();
    /** The same of several regions together, which were asked for last. */
    private Optional<Count> counted = Optional.empty();

    private record Count(List<Integer> regions, int wanting) {}

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
        changed();
        pool.hold(plan.job(), slot);
    }

    /** A TaskManager is gone: whatever had a slot there needs another. */
    public void lost(TaskManagerId taskManager) {
        assigned.values().removeIf(slot -> slot.taskManager().equals(taskManager));
        changed();
    }

    /**
     * Before a region starts: of its slots that another job has too, those of which nothing else of this job is left are that job's,
     * which was given them when this one had lost them.
     *
     * @param inUse the slots in which something of this job runs meanwhile, as far as is known. What shares one with the region may run
     *     in another: it has not started again since
     * @param unheard the TaskManagers of which it is only recorded what runs there
     * @return whether that is known of all its slots
     */
    public boolean giveUpContended(Region region, Supplier<Stream<Slot>> inUse, Predicate<TaskManagerId> unheard) {
        if (!pool.hasContention()) {
            return true;
        }
        List<Share> contended = sharesOf(region).stream()
                .filter(share -> assignedTo(share)
                        .filter(slot -> pool.isContended(plan.job(), slot))
                        .isPresent())
                .toList();
        boolean isKnown = true;
        for (Share share : contended) {
            Slot slot = assignedTo(share).orElseThrow();
            if (inUse.get().noneMatch(slot::equals)) {
                assigned.remove(share);
                changed();
                pool.giveBack(plan.job(), slot);
            } else if (unheard.test(slot.taskManager())) {
                isKnown = false;
            }
        }
        return isKnown;
    }

    private Optional<Slot> assignedTo(Share share) {
        return Optional.ofNullable(assigned.get(share));
    }

    /** Nothing of the job will run any more. */
    public void giveBackAll() {
        assigned.clear();
        changed();
        pool.giveBackAllOf(plan.job());
    }

    private void changed() {
        wanting.clear();
        counted = Optional.empty();
    }

    /** How many slots more these regions need than are free. */
    public int missing(Collection<Region> regions) {
        return Math.max(0, lacking(regions) - pool.freeFor(plan.job()));
    }

    /** How many slots these regions have not got, whether or not any are free. */
    public int lacking(Collection<Region> regions) {
        List<Integer> numbers = regions.stream().map(Region::number).toList();
        Count count = counted.filter(last -> last.regions().equals(numbers))
                .orElseGet(() -> new Count(numbers, (int)
                        regions.stream().flatMap(this::wantedBy).distinct().count()));
        counted = Optional.of(count);
        return count.wanting();
    }

    private Stream<Share> wantedBy(Region region) {
        return sharesOf(region).stream().filter(share -> !assigned.containsKey(share));
    }

    /** Gives each subtask of a region a slot, or none of them if there are not enough. */
    public boolean assign(Region region) {
        int missing = wanting.computeIfAbsent(
                region.number(), any -> (int) wantedBy(region).count());
        if (missing > pool.freeFor(plan.job())) {
            return false;
        }
        if (missing > 0) {
            wantedBy(region).toList().forEach(share -> assigned.put(share, pool.take(plan.job())));
            changed();
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
        return assignedTo(shareOf(subtask))
                .orElseThrow(() -> new IllegalStateException("expected a slot for " + subtask + ", but found none"));
    }

    private Share shareOf(SubtaskId subtask) {
        return new Share(plan.vertex(subtask.vertex()).slotSharingGroup(), subtask.index());
    }
}
