package dev.selvage.container.window;

import dev.selvage.api.function.KeySelector;
import dev.selvage.api.graph.Partial;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.exchange.Event;
import dev.selvage.container.operator.KeyFailures;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.operator.function.FunctionOperator;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.KeyedStore;
import dev.selvage.container.state.Slices;
import dev.selvage.container.state.Slices.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template: gathers the records of one task by key and span of time, and sends what they come to before anybody could miss
 * it: before the watermark that fires the first window of the span, before the task counts as silent, since event time then
 * passes without it, and before a barrier, so that nothing of it is state.
 *
 * <p>Records come here one by one, and the rows of some are looked for together: so they wait, until there are
 * enough of them, another span begins, or their batch is done.
 */
final class PreAggregateOperator extends FunctionOperator implements Runnable {
    /** A task that has as many keys does not see them often enough for this to pay, and should not grow without end. */
    private static final long MOST_KEYS = 1 << 18;

    private static final Object[] NO_KEYS = {};

    private final RegularWindows spans;
    private final KeySelector<Object, Object> keys;
    private final KeyHash keyHash;
    private final KeyedStore store;
    private final Slices slices;
    private final Contents contents;

    private long eventTime = Event.BEFORE_ALL_TIME;
    /** No span has to leave before. */
    private long nextDue = Event.END_OF_TIME;

    private long leavingAs;

    /** Those that wait, all of one span. Their array is a young one each time, into which references are written without a fence. */
    private Object[] values = new Object[KeyedStore.AHEAD];

    private final long[] hashes = new long[KeyedStore.AHEAD];
    private final boolean keepsKeys;
    private @Nullable Object[] keysOfValues;
    private int waiting;
    private long span;

    PreAggregateOperator(
            OperatorContext context,
            Outlets outlets,
            WindowFunctions functions,
            RegularWindows spans,
            KeySelector<Object, Object> keys,
            KeyHash keyHash,
            KeyedStates states,
            Contents contents) {
        super(context, outlets, functions);
        this.spans = spans;
        this.keys = keys;
        this.keyHash = keyHash;
        this.store = states.store();
        this.slices = states.slices();
        this.contents = contents;
        this.keepsKeys = !keyHash.isExact();
        this.keysOfValues = roomForKeys();
        states.layOut();
    }

    @Override
    public void process(Object value, long timestamp) {
        if (waiting == 0 || waiting == hashes.length || timestamp < span || !spans.reaches(span, timestamp)) {
            gather();
            WindowOperator.requireTimestamp(name(), timestamp);
            span = spans.lastStart(timestamp);
        }
        try {
            Object key = keys.getKey(value);
            hashes[waiting] = keyHash.hash(key);
            if (keepsKeys) {
                keysOfValues[waiting] = key;
            }
        } catch (Throwable thrown) {
            throw KeyFailures.of(keys, value, thrown);
        }
        values[waiting++] = value;
    }

    private void gather() {
        if (waiting == 0) {
            return;
        }
        if (spans.firesAt(span) <= eventTime) {
            slices.enterLate(span);
        } else {
            slices.enter(span);
        }
        store.lookAhead(hashes, keysOfValues, 0, waiting);
        try {
            for (int i = 0; i < waiting; i++) {
                store.selectAhead(hashes[i], keysOfValues, i);
                contents.add(values[i]);
            }
        } catch (Throwable thrown) {
            throw failure("on one of its last " + waiting + " records", thrown);
        }
        nextDue = Math.min(nextDue, spans.firesAt(span));
        waiting = 0;
        values = new Object[KeyedStore.AHEAD];
        keysOfValues = roomForKeys();
    }

    private @Nullable Object[] roomForKeys() {
        return keepsKeys ? new @Nullable Object[KeyedStore.AHEAD] : NO_KEYS;
    }

    @Override
    public void watermark(long millis) {
        eventTime = millis;
        send(millis);
        super.watermark(millis);
    }

    @Override
    public void idle() {
        send(Event.END_OF_TIME);
        super.idle();
    }

    @Override
    public void afterBatch() {
        // What is late must not become later.
        send(slices.rows() > MOST_KEYS ? Event.END_OF_TIME : eventTime);
    }

    @Override
    public void beforeBarrier() {
        send(Event.END_OF_TIME);
    }

    /** Sends what has to leave before event time has come so far. */
    private void send(long millis) {
        gather();
        if (nextDue > millis) {
            return;
        }
        nextDue = Event.END_OF_TIME;
        // A copy, since slices are dropped meanwhile.
        List<Slice> present = new ArrayList<>(slices.all());
        for (Slice slice : present) {
            long leaves = spans.firesAt(slice.start());
            if (leaves <= millis) {
                leavingAs = leaves;
                slices.forEachKey(slice, this);
                slices.drop(slice);
            } else {
                nextDue = Math.min(nextDue, leaves);
            }
        }
    }

    /** Sends what the present key has in the span that leaves. */
    @Override
    public void run() {
        next.process(new Partial<>(store.key(), contents.kept()), leavingAs);
    }
}
