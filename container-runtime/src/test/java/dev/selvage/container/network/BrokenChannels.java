package dev.selvage.container.network;

/** Failures of channels that nobody had to break. */
public final class BrokenChannels {
    private BrokenChannels() {}

    public static ChannelFailedException broken() {
        return new ChannelFailedException("The channel failed: its process is gone", false);
    }
}
