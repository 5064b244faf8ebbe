package dev.selvage.am.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.id.TaskManagerId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeavingsTest {

    private static final TaskManagerId ONE = new TaskManagerId("container_1");
    private static final TaskManagerId TWO = new TaskManagerId("container_2");

    private final Leavings leavings = new Leavings();

    @Test
    void whatIsSaidOnceHoldsUntilTheContainerIsGone() {
        assertThat(leavings.news(0)).as("nothing has changed").isEmpty();
        leavings.said(List.of(TWO), 10);
        leavings.said(List.of(ONE), 20);

        assertThat(leavings.news(20)).contains(List.of(ONE, TWO));
        assertThat(leavings.news(30)).isEmpty();
        leavings.gone(TWO);
        assertThat(leavings.news(40)).contains(List.of(ONE));
    }

    @Test
    void whoeverIsStillThereLongAfterHeShouldHaveGoneStays() {
        leavings.said(List.of(ONE), 0);
        leavings.said(List.of(TWO), 1);
        leavings.news(1);

        assertThat(leavings.news(Leavings.FORGET_MILLIS)).contains(List.of(TWO));
        assertThat(leavings.news(Leavings.FORGET_MILLIS + 1)).contains(List.of());
    }
}
