package dev.selvage.container.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TransportSettingsTest {
    private static final int FRAME = 32 << 10;
    private static final int WINDOW = 256 << 10;
    private static final long SLOT = 16 << 20;

    private static TransportSettings among(int channels) {
        return TwoProcesses.settings("secret", "cluster")
                .withSizes(FRAME, WINDOW)
                .withSlotBytes(SLOT)
                .among(channels);
    }

    @Test
    void fewChannelsHaveTheUsualWindow() {
        assertThat(among(1)).isEqualTo(among(64));
        assertThat(among(64).windowBytes()).isEqualTo(WINDOW);
        assertThat(among(64).frameBytes()).isEqualTo(FRAME);
    }

    @Test
    void manyChannelsShareWhatTheirSlotMayHold() {
        for (int channels = 65; channels <= SLOT / (8 << 10); channels++) {
            TransportSettings settings = among(channels);
            assertThat((long) channels * settings.windowBytes()).isLessThanOrEqualTo(SLOT);
            assertThat(settings.frameBytes()).isBetween(1, settings.windowBytes() / 2);
        }
    }

    @Test
    void noChannelHasLessThanItNeedsToGoOn() {
        assertThat(among(1_000_000).windowBytes()).isEqualTo(8 << 10);
        assertThat(among(1_000_000).frameBytes()).isEqualTo(4 << 10);
    }
}
