package dev.selvage.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final JobId JOB = new JobId(0, 1);
    private static final LeaderEpoch EPOCH = new LeaderEpoch(3);

    private static CheckpointReference reference(int number) {
        return new CheckpointReference(new CheckpointId(number), "chk-" + number, number);
    }

    @Test
    void atLeastTwoAreKeptAndTheNewestStandsFirst() {
        Pointer one = Retention.decide(Pointer.none(JOB, EPOCH), reference(1), EPOCH, 1);
        Pointer two = Retention.decide(one, reference(2), EPOCH, 1);
        Pointer three = Retention.decide(two, reference(5), EPOCH, 1);

        assertThat(three.retained()).containsExactly(reference(5), reference(2));
        assertThat(Retention.obsolete(two, three)).containsExactly(reference(1));
        assertThat(Retention.obsolete(one, two)).isEmpty();
        assertThatThrownBy(() -> Retention.decide(three, reference(4), EPOCH, 2))
                .hasMessageStartingWith("expected the newest checkpoint first");
    }

    @Test
    void anUnreadableNewestIsPassedOverOnlyIfNobodySawItsOutput() {
        Pointer pointer = new Pointer(JOB, EPOCH, List.of(reference(2), reference(1)));

        assertThat(RestoreChoice.of(Pointer.none(JOB, EPOCH), any -> true, true))
                .isEqualTo(new RestoreChoice.FromBeginning());
        assertThat(RestoreChoice.of(pointer, any -> true, true)).isEqualTo(new RestoreChoice.From(reference(2)));
        assertThat(RestoreChoice.of(pointer, reference(1)::equals, false))
                .isEqualTo(new RestoreChoice.From(reference(1)));
        assertThat(RestoreChoice.of(pointer, reference(1)::equals, true))
                .isInstanceOfSatisfying(
                        RestoreChoice.Suspend.class,
                        suspend -> assertThat(suspend.reason().sentence())
                                .startsWith(
                                        "expected to restore from chk-2, but it cannot be read. The output up to it is"));
        assertThat(RestoreChoice.of(pointer, any -> false, false)).isInstanceOf(RestoreChoice.Suspend.class);
    }
}
