package dev.selvage.container.loop;

import dev.selvage.container.exchange.Batch;
import dev.selvage.container.operator.Receiver;

/** A template: runs records that belong to no key through a chain. */
final class ObjectsLoop extends BatchLoop {
    private final Receiver receiver;

    ObjectsLoop(Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public void run(Batch batch, int from, int to) {
        Object[] values = batch.values;
        long[] timestamps = batch.timestamps;
        int i = from;
        try {
            if (timestamps == null) {
                for (; i < to; i++) {
                    receiver.process(values[i], Batch.NO_TIMESTAMP);
                }
            } else {
                for (; i < to; i++) {
                    receiver.process(values[i], timestamps[i]);
                }
            }
        } finally {
            count += i - from;
        }
    }
}
