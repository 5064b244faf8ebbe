package dev.selvage.container.task;

import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.Source;
import dev.selvage.api.source.SplitReader;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.exchange.Element;
import dev.selvage.container.exchange.Event;
import dev.selvage.container.exchange.InputChannel;
import dev.selvage.container.loop.SourceExit;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.OperatorFailure;
import dev.selvage.container.time.WatermarkMaker;
import dev.selvage.core.id.CheckpointId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source's splits in turn, a slice of each, until all have ended. Which splits there are is computed, or comes from
 * an enumerator through channels, one split whenever this task has nothing else to read.
 */
final class SourceHead extends Head {
    private static final String SPLITS = "splits";
    /** Holds an entry per subtask as soon as there is a checkpoint: a source that a job got later begins at its beginning. */
    private static final String BEGUN = "begun";

    private final Source<Object, Object> source;
    private final WatermarkStrategy<Object> strategy;
    private final OperatorContext context;
    private final SourceExit exit;
    private final List<InputChannel> enumerators;
    private final boolean[] ended;
    private final Chain chain;
    private final Cuts cuts;

    private final Deque<OpenSplit> open = new ArrayDeque<>();
    private final Deque<Object> waiting = new ArrayDeque<>();

    @SuppressWarnings("NullAway.Init") // Set by open.
    private ListState<Object> stored;

    private long eventTime = Event.BEFORE_ALL_TIME;
    private boolean idle;
    private long wakeAtMillis = UNTIL_WOKEN;

    /** A split that is being read, and how far its event time has come. */
    private record OpenSplit(SplitReader<Object, Object> reader, WatermarkMaker watermarks) {}

    SourceHead(
            Source<Object, Object> source,
            WatermarkStrategy<Object> strategy,
            OperatorContext context,
            SourceExit exit,
            List<InputChannel> enumerators,
            Chain chain,
            Cuts cuts) {
        this.source = source;
        this.strategy = strategy;
        this.context = context;
        this.exit = exit;
        this.enumerators = enumerators;
        this.ended = new boolean[enumerators.size()];
        this.chain = chain;
        this.cuts = cuts;
    }

    @Override
    void open() {
        stored = context.initialization()
                .getOperatorStateStore()
                .getListState(new ListStateDescriptor<>(SPLITS, source.splitType()));
        ListState<Boolean> begun = context.initialization()
                .getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>(BEGUN, Types.BOOLEAN));
        boolean goesOn = begun.get().iterator().hasNext();
        begun.update(List.of(true));
        if (goesOn) {
            stored.get().forEach(waiting::add);
        } else if (source instanceof ComputedSource<Object, Object> computed) {
            int subtasks = context.getNumberOfParallelSubtasks();
            List<Object> all = computed.splits(subtasks);
            for (int i = context.getIndexOfThisSubtask(); i < all.size(); i += subtasks) {
                waiting.add(all.get(i));
            }
        }
        if (enumerators.isEmpty()) {
            openWaiting();
        }
    }

    @Override
    boolean run(int atMost) {
        wakeAtMillis = UNTIL_WOKEN;
        boolean heard = hear();
        if (open.isEmpty() && !waiting.isEmpty()) {
            openSplit(waiting.remove());
        }
        if (open.isEmpty()) {
            return endIfNothingFollows() || heard;
        }
        try {
            return read(atMost) || heard;
        } catch (Throwable thrown) {
            throw OperatorFailure.of(context.getTaskName(), thrown);
        }
    }

    private boolean read(int atMost) throws Exception {
        for (int i = open.size(); i > 0; i--) {
            // It stays among the open ones while it reads: if that fails, it is closed with them.
            OpenSplit split = open.element();
            exit.begin(split.watermarks());
            long before = exit.count();
            long next = split.reader().read(exit, atMost);
            open.remove();
            if (next == SplitReader.END) {
                split.reader().close();
                advance();
                return true;
            }
            open.add(split);
            if (next == SplitReader.MORE || exit.count() != before) {
                advance();
                return true;
            }
            wakeAtMillis = Math.min(wakeAtMillis, next);
        }
        advance();
        return false;
    }

    /** Takes a split from the enumerators if there is none to read, and looks at all they sent if a checkpoint waits. */
    private boolean hear() {
        boolean heard = false;
        for (int i = 0; i < ended.length; i++) {
            while (!ended[i] && !cuts.isBlocked(i) && (cuts.isAwaited() || isIdleReader())) {
                Element element = enumerators.get(i).poll();
                if (element == null) {
                    break;
                }
                heard = true;
                handle(i, element);
            }
        }
        return heard;
    }

    private boolean isIdleReader() {
        return open.isEmpty() && waiting.isEmpty();
    }

    private void handle(int channel, Element element) {
        if (element instanceof Batch batch) {
            for (int i = 0; i < batch.size; i++) {
                waiting.add(batch.values[i]);
            }
        } else if (element instanceof Event.Barrier barrier) {
            cuts.barrier(channel, barrier.order());
        } else if (element instanceof Event.CheckpointCancelled cancelled) {
            cuts.cancelled(cancelled.checkpoint());
        } else if (element instanceof Event.EndOfInput) {
            ended[channel] = true;
            cuts.ended(channel);
        }
    }

    private boolean endIfNothingFollows() {
        for (boolean each : ended) {
            if (!each) {
                return false;
            }
        }
        if (chain.isAtEnd()) {
            return false;
        }
        chain.watermark(Event.END_OF_TIME);
        chain.endOfInput();
        return true;
    }

    private void openWaiting() {
        while (!waiting.isEmpty()) {
            openSplit(waiting.remove());
        }
    }

    private void openSplit(Object split) {
        try {
            open.add(new OpenSplit(source.open(split, context), new WatermarkMaker(strategy)));
        } catch (Throwable thrown) {
            throw OperatorFailure.of(context.getTaskName(), thrown);
        }
    }

    /** The event time of this subtask is that of the split that is furthest behind, among those that are not idle. */
    private void advance() {
        long now = context.clock().nowMillis();
        long least = Event.END_OF_TIME;
        for (OpenSplit split : open) {
            WatermarkMaker watermarks = split.watermarks();
            watermarks.advances(now);
            watermarks.fallsIdle(now);
            wakeAtMillis = Math.min(wakeAtMillis, watermarks.wakeAtMillis());
            if (!watermarks.isIdle()) {
                least = Math.min(least, watermarks.millis());
            }
        }
        if (least == Event.END_OF_TIME) {
            if (!open.isEmpty() && !idle) {
                idle = true;
                chain.idle();
            }
            return;
        }
        if (least > eventTime || (idle && least != Event.BEFORE_ALL_TIME)) {
            idle = false;
            eventTime = Math.max(eventTime, least);
            chain.watermark(eventTime);
        }
    }

    @Override
    long wakeAtMillis() {
        return wakeAtMillis;
    }

    @Override
    void prepareSnapshot(CheckpointId checkpoint) {
        List<Object> left = new ArrayList<>(waiting);
        for (OpenSplit split : open) {
            left.add(split.reader().position());
        }
        stored.update(left);
    }

    @Override
    long position() {
        return exit.count();
    }

    /** All of them, whatever one throws. */
    @Override
    void close() throws IOException {
        @Nullable IOException failure = null;
        while (!open.isEmpty()) {
            try {
                open.remove().reader().close();
            } catch (IOException | RuntimeException thrown) {
                IOException reason = thrown instanceof IOException known ? known : new IOException(thrown);
                failure = failure == null ? reason : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
