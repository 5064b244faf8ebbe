package dev.selvage.container.loop;

import dev.selvage.api.time.TimestampAssigner;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.operator.OperatorFailure;
import dev.selvage.container.operator.Receiver;
import dev.selvage.container.time.WatermarkMaker;

/** A template: records with the timestamps that the job's strategy gives them, from which watermarks follow. */
final class StampingExit extends SourceExit {
    private final Receiver receiver;
    private final TimestampAssigner<Object> assigner;
    private WatermarkMaker split;

    StampingExit(Receiver receiver, TimestampAssigner<Object> assigner, WatermarkMaker none) {
        this.receiver = receiver;
        this.assigner = assigner;
        this.split = none;
    }

    @Override
    public void begin(WatermarkMaker next) {
        split = next;
    }

    @Override
    public void collect(Object record) {
        collect(record, Batch.NO_TIMESTAMP);
    }

    @Override
    public void collect(Object record, long given) {
        long timestamp;
        try {
            timestamp = assigner.extractTimestamp(record, given);
        } catch (Throwable thrown) {
            throw OperatorFailure.of("timestamp assigner", thrown);
        }
        split.record(timestamp);
        receiver.process(record, timestamp);
        count++;
    }
}
