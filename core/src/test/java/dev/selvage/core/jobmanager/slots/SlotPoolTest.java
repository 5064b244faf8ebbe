package dev.selvage.core.jobmanager.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.message.Peer;
import org.junit.jupiter.api.Test;

class SlotPoolTest {

    private static final JobId JOB = new JobId(0, 1);
    private static final JobId OTHER = new JobId(0, 2);
    private static final TaskManagerId ONE = new TaskManagerId("one");
    private static final TaskManagerId TWO = new TaskManagerId("two");

    private static SlotPool of(boolean isolated, int slotsOfOne, int slotsOfTwo) {
        SlotPool pool = new SlotPool(isolated);
        pool.joined(new Peer(ONE, "one", 1), slotsOfOne);
        pool.joined(new Peer(TWO, "two", 1), slotsOfTwo);
        return pool;
    }

    @Test
    void workIsSpreadOverTheTaskManagers() {
        SlotPool pool = of(false, 2, 3);

        assertThat(pool.take(JOB)).isEqualTo(new Slot(TWO, 0));
        assertThat(pool.take(OTHER)).isEqualTo(new Slot(ONE, 0));
        assertThat(pool.take(JOB)).isEqualTo(new Slot(TWO, 1));
        assertThat(pool.freeFor(JOB)).isEqualTo(2);
    }

    @Test
    void whatAJobGivesBackOthersMayHave() {
        SlotPool pool = of(false, 1, 1);
        pool.take(JOB);
        pool.take(JOB);
        assertThat(pool.freeFor(OTHER)).isZero();
        assertThatThrownBy(() -> pool.take(OTHER)).hasMessageContaining("expected a free slot");
        long before = pool.version();

        pool.giveBackAllOf(JOB);
        assertThat(pool.version()).isGreaterThan(before);
        assertThat(pool.take(OTHER)).isEqualTo(new Slot(ONE, 0));
    }

    @Test
    void isolatedJobsShareNoTaskManager() {
        SlotPool pool = of(true, 2, 2);
        pool.take(JOB);

        assertThat(pool.freeFor(JOB)).isEqualTo(3);
        assertThat(pool.freeFor(OTHER)).isEqualTo(2);
        assertThat(pool.take(OTHER)).isEqualTo(new Slot(TWO, 0));
        assertThat(pool.freeFor(JOB)).isEqualTo(1);
        pool.giveBackAllOf(OTHER);
        assertThat(pool.freeFor(JOB)).isEqualTo(3);
    }

    @Test
    void whatIsHeldSinceBeforeIsNotGivenAwayWhenItsTaskManagerComesBack() {
        SlotPool pool = new SlotPool(false);
        pool.hold(JOB, new Slot(ONE, 0));
        assertThat(pool.freeFor(JOB)).isZero();

        pool.joined(new Peer(ONE, "one", 1), 2);
        assertThat(pool.take(OTHER)).isEqualTo(new Slot(ONE, 1));
        assertThat(pool.freeFor(OTHER)).isZero();
        pool.lost(ONE);
        pool.joined(new Peer(ONE, "one", 1), 2);
        assertThat(pool.freeFor(OTHER)).isEqualTo(2);
    }
}
