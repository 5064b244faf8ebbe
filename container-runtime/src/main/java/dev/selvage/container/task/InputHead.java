package dev.selvage.container.task;

import dev.selvage.container.barrier.WatermarkMerge;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.exchange.Element;
import dev.selvage.container.exchange.Event;
import dev.selvage.container.exchange.InputChannel;
import dev.selvage.container.loop.BatchLoop;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes batches from the task's channels in turn, and leaves a batch at any record when the turn is over. */
final class InputHead extends Head {
    private final InputChannel[] channels;
    private final BatchLoop[] loops;
    private final boolean[] ended;
    private final WatermarkMerge eventTime;
    private final Cuts cuts;
    private final Chain chain;

    private int live;
    private int channel;
    private @Nullable Batch current;
    private int cursor;
    /** Whether those behind were told that nothing comes, and nothing has come since. */
    private boolean idle;

    /**
     * A head over channels.
     *
     * @param loops for each channel the loop of the operator's input that it belongs to
     */
    InputHead(List<InputChannel> channels, List<BatchLoop> loops, Cuts cuts, Chain chain) {
        this.channels = channels.toArray(InputChannel[]::new);
        this.loops = loops.toArray(BatchLoop[]::new);
        this.ended = new boolean[channels.size()];
        this.live = channels.size();
        this.eventTime = new WatermarkMerge(channels.size());
        this.cuts = cuts;
        this.chain = chain;
    }

    @Override
    boolean run(int atMost) {
        Batch batch = current;
        if (batch == null) {
            return takeNext(atMost);
        }
        run(batch, atMost);
        return true;
    }

    @Override
    void timersFired() {
        if (idle) {
            // What came out of a timer says that this task lives; but its inputs are as silent as before.
            chain.idle();
        }
    }

    @Override
    long position() {
        return Arrays.stream(loops).distinct().mapToLong(BatchLoop::count).sum();
    }

    @Override
    void close() {
        current = null;
    }

    private boolean takeNext(int atMost) {
        for (int i = 0; i < channels.length; i++) {
            channel = channel + 1 < channels.length ? channel + 1 : 0;
            if (ended[channel] || cuts.isBlocked(channel)) {
                continue;
            }
            Element element = channels[channel].poll();
            if (element instanceof Batch batch) {
                cursor = 0;
                eventTime.active(channel);
                if (idle) {
                    tell(false);
                }
                run(batch, atMost);
                return true;
            } else if (element instanceof Event event) {
                handle(event);
                return true;
            }
        }
        return false;
    }

    private void run(Batch batch, int atMost) {
        int to = Math.min(batch.size, cursor + atMost);
        loops[channel].run(batch, cursor, to);
        cursor = to;
        if (to < batch.size) {
            current = batch;
            return;
        }
        current = null;
        if (batch.watermark != Event.BEFORE_ALL_TIME) {
            watermark(batch.watermark);
        }
    }

    private void watermark(long millis) {
        tell(eventTime.watermark(channel, millis));
    }

    /**
     * Tells those behind how far event time has come, and when all input falls silent or is so no longer. Each is said once:
     * if the silence of one channel were told again with every other that is silent already, and told again by each task
     * that hears of it, there would soon be more such words than records.
     */
    private void tell(boolean moved) {
        boolean silent = eventTime.isIdle();
        boolean speaksAgain = idle && !silent && eventTime.millis() != Event.BEFORE_ALL_TIME;
        if (moved || speaksAgain) {
            chain.watermark(eventTime.millis());
        }
        if (silent && !idle) {
            chain.idle();
        }
        idle = silent;
    }

    private void handle(Event event) {
        if (event instanceof Event.Watermark watermark) {
            watermark(watermark.millis());
        } else if (event instanceof Event.Barrier barrier) {
            cuts.barrier(channel, barrier.order());
        } else if (event instanceof Event.CheckpointCancelled cancelled) {
            cuts.cancelled(cancelled.checkpoint());
        } else if (event instanceof Event.Idle) {
            tell(eventTime.idle(channel));
        } else if (event instanceof Event.EndOfInput) {
            end();
        }
    }

    private void end() {
        ended[channel] = true;
        watermark(Event.END_OF_TIME);
        live--;
        if (live == 0) {
            chain.endOfInput();
        }
        cuts.ended(channel);
    }
}
