package dev.selvage.core.jobmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.slots.Slot;
import dev.selvage.core.jobmanager.slots.SlotPool;
import dev.selvage.core.message.Peer;
import dev.selvage.core.plan.Exchange;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.PlanBuilder;
import dev.selvage.core.plan.Region;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlotAssignmentTest {

    private static final ExecutionPlan PLAN = new PlanBuilder(new JobId(0, 1), "job")
            .vertex(4, 128, "source")
            .vertex(4, 128, "sink")
            .edge("source", Exchange.HASH, "sink")
            .build();
    private static final Region ALL = PLAN.regions().get(0);

    private final SlotPool pool = new SlotPool(false);
    private final SlotAssignment slots = new SlotAssignment(PLAN, pool);

    private void join(String name, int count) {
        pool.joined(new Peer(new TaskManagerId(name), name, 1), count);
    }

    private static SubtaskId subtask(String vertex, int index) {
        return new SubtaskId(PlanBuilder.idOf(vertex), index);
    }

    @Test
    void aRegionGetsAllItsSlotsOrNone() {
        join("one", 3);

        assertThat(slots.assign(ALL)).isFalse();
        assertThat(slots.missing(PLAN.regions())).isEqualTo(1);
        join("two", 1);
        assertThat(slots.assign(ALL)).isTrue();
        assertThat(slots.missing(PLAN.regions())).isZero();
    }

    @Test
    void whatIsMissingIsCountedAnewWhenASlotIsLost() {
        join("one", 4);
        assertThat(slots.assign(ALL)).isTrue();
        assertThat(slots.missing(PLAN.regions())).isZero();

        pool.lost(new TaskManagerId("one"));
        slots.lost(new TaskManagerId("one"));
        assertThat(slots.missing(PLAN.regions())).isEqualTo(4);
        assertThat(slots.assign(ALL)).isFalse();
        join("two", 4);
        assertThat(slots.assign(ALL)).isTrue();
    }

    @Test
    void subtasksOfOneIndexShareASlotAndTheJobIsSpread() {
        join("one", 4);
        join("two", 4);
        slots.assign(ALL);

        assertThat(slots.slotOf(subtask("source", 2))).isEqualTo(slots.slotOf(subtask("sink", 2)));
        assertThat(Stream.of(0, 1, 2, 3)
                        .map(index -> slots.slotOf(subtask("sink", index)))
                        .distinct())
                .hasSize(4)
                .filteredOn(slot -> slot.taskManager().name().equals("one"))
                .hasSize(2);
    }

    @Test
    void whatASurvivorHasItKeeps() {
        join("one", 2);
        join("two", 2);
        slots.assign(ALL);
        Slot kept = slots.slotOf(subtask("source", 0));
        TaskManagerId other = new TaskManagerId(kept.taskManager().name().equals("one") ? "two" : "one");
        pool.lost(other);
        slots.lost(other);

        assertThat(slots.assign(ALL)).isFalse();
        join("three", 2);
        assertThat(slots.assign(ALL)).isTrue();
        assertThat(slots.slotOf(subtask("source", 0))).isEqualTo(kept);
    }

    @Test
    void whoComesBackBringsNoNewSlots() {
        join("one", 2);
        join("one", 2);

        assertThat(slots.missing(PLAN.regions())).isEqualTo(2);
    }

    @Test
    void whatWasTakenBeforeIsKeptAndTheRestIsFound() {
        slots.taken(subtask("source", 1), new Slot(new TaskManagerId("one"), 2));
        assertThat(slots.missing(PLAN.regions())).isEqualTo(3);

        join("one", 4);
        assertThat(slots.assign(ALL)).isTrue();
        assertThat(slots.slotOf(subtask("sink", 1))).isEqualTo(new Slot(new TaskManagerId("one"), 2));
        slots.giveBackAll();
        assertThat(pool.freeFor(PLAN.job())).isEqualTo(4);
    }

    @Test
    void aSlotThatAnotherJobHasTooIsGivenUpByWhoeverStartsAgainThere() {
        join("one", 1);
        Slot contended = new Slot(new TaskManagerId("one"), 0);
        pool.hold(new JobId(0, 2), contended);
        slots.taken(subtask("source", 0), contended);

        assertThat(slots.giveUpContended(ALL, () -> Stream.of(contended), any -> true))
                .as("whether it is known that something of the job runs there")
                .isFalse();
        assertThat(slots.giveUpContended(ALL, () -> Stream.of(contended), any -> false))
                .isTrue();
        assertThat(slots.slotOf(subtask("source", 0))).isEqualTo(contended);
        Slot elsewhere = new Slot(new TaskManagerId("two"), 0);
        assertThat(slots.giveUpContended(ALL, () -> Stream.of(elsewhere), any -> true))
                .as("what would share the slot may run in another, since before the region had this one")
                .isTrue();
        join("two", 4);
        assertThat(slots.assign(ALL)).isTrue();
        assertThat(slots.slotOf(subtask("source", 0)).taskManager().name()).isEqualTo("two");
    }
}
