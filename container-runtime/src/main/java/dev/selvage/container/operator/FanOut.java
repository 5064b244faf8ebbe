package dev.selvage.container.operator;

import java.util.List;

/** Several take each record, one after the other. */
public final class FanOut extends Downstream {
    private final Downstream[] all;

    public FanOut(List<Downstream> all) {
        this.all = all.toArray(Downstream[]::new);
    }

    @Override
    public void process(Object value, long timestamp) {
        for (Downstream each : all) {
            each.process(value, timestamp);
        }
    }

    @Override
    public void watermark(long millis) {
        for (Downstream each : all) {
            each.watermark(millis);
        }
    }

    @Override
    public void idle() {
        for (Downstream each : all) {
            each.idle();
        }
    }
}
