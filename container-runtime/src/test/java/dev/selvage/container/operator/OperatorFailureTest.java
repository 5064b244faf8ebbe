package dev.selvage.container.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.container.network.BrokenChannels;
import dev.selvage.container.network.ChannelFailedException;
import org.junit.jupiter.api.Test;

final class OperatorFailureTest {
    @Test
    void aChannelThatBreaksWithinUserCodeIsNoFailureOfThatCode() {
        ChannelFailedException broken = BrokenChannels.broken();
        assertThat(OperatorFailure.of("map", broken)).isSameAs(broken);
        assertThat(OperatorFailure.of("map", "in a timer for 7", broken)).isSameAs(broken);
    }

    @Test
    void theInnermostOperatorIsTheOneThatFailed() {
        RuntimeException inner = OperatorFailure.of("sink", new IllegalStateException("full"));
        assertThat(OperatorFailure.of("map", inner)).isSameAs(inner);
    }
}
