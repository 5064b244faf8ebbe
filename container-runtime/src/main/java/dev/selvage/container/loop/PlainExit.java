package dev.selvage.container.loop;

import dev.selvage.container.exchange.Batch;
import dev.selvage.container.operator.Receiver;
import dev.selvage.container.time.WatermarkMaker;

/** A template: records with the timestamps that the source gave them, if any. */
final class PlainExit extends SourceExit {
    private final Receiver receiver;

    PlainExit(Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public void begin(WatermarkMaker split) {}

    @Override
    public void collect(Object record) {
        receiver.process(record, Batch.NO_TIMESTAMP);
        count++;
    }

    @Override
    public void collect(Object record, long timestamp) {
        receiver.process(record, timestamp);
        count++;
    }
}
