package dev.selvage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobFailedException;
import dev.selvage.api.sink.DiscardingSink;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** User code that does not let go of its thread. */
@Timeout(60)
class StuckUserCodeTest {

    private static volatile CountDownLatch stuck = new CountDownLatch(1);
    private static volatile CountDownLatch freed = new CountDownLatch(1);

    private final StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment();

    @AfterEach
    void itsThreadEnds() {
        freed.countDown();
        stuck = new CountDownLatch(1);
        freed = new CountDownLatch(1);
    }

    /** Hears nothing until it is freed, not even that it is interrupted. */
    private static Long hearNothing(Long number) {
        CountDownLatch mine = freed;
        stuck.countDown();
        while (mine.getCount() > 0) {
            Thread.onSpinWait();
        }
        return number;
    }

    private static Long waitForEver(Long number) throws InterruptedException {
        CountDownLatch mine = freed;
        stuck.countDown();
        mine.await();
        return number;
    }

    @Test
    void isNamedWithItsPlaceWhenItsJobIsGivenUp() throws Exception {
        program.set("task.cancellation.timeout", "200 ms");
        program.fromData(List.of(1L))
                .map(StuckUserCodeTest::hearNothing)
                .name("deaf")
                .sinkTo(new DiscardingSink<>());
        JobClient job = program.executeAsync("stuck");
        stuck.await();

        job.cancel();

        assertThatThrownBy(job::result)
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("expected a cancelled task to stop in time")
                .hasMessageContaining("still in user code: subtask 1 of 1 of '")
                .hasMessageContaining("deaf")
                .hasMessageContaining("dev.selvage.local.StuckUserCodeTest.hearNothing(StuckUserCodeTest.java:");
    }

    @Test
    void isInterruptedAndThenItsJobEndsAsItShould() throws Exception {
        program.fromData(List.of(1L)).map(StuckUserCodeTest::waitForEver).sinkTo(new DiscardingSink<>());
        JobClient job = program.executeAsync("waiting");
        stuck.await();

        job.cancel();

        assertThat(job.result().wasCancelled()).isTrue();
    }
}
