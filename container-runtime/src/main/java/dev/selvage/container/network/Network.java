package dev.selvage.container.network;

import dev.selvage.container.exchange.Wakeup;
import java.net.InetSocketAddress;

/** Where a task finds its channels to the tasks of other processes. */
public interface Network {
    /**
     * The same for a task whose slot has so many channels, which share what a slot may hold: the more there are, the less each
     * has under way.
     */
    default Network among(int channels) {
        return this;
    }

    /** The producer's end of a channel, whose consumer may have come before it or is yet to come. */
    RemoteOutput output(ChannelName name, RecordFormat format, Wakeup producer);

    /** The consumer's end of a channel from the process that listens at an address. */
    RemoteInput input(ChannelName name, RecordFormat format, InetSocketAddress producer, Wakeup consumer);
}
