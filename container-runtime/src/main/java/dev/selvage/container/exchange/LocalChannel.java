package dev.selvage.container.exchange;

import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.UnserializableException;
import dev.selvage.container.operator.OperatorFailure;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.SpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * A channel inside one process: batches change hands by reference, and so do records that cannot change. Others are copied, so
 * that whoever sent one may fill it again, as if it had gone over the network. The queue itself has no bound, since events need no
 * credit and what a record brings forth is never refused; the window bounds how far ahead its producer may run.
 */
public final class LocalChannel implements InputChannel {
    private static final int QUEUE_CHUNK = 32;
    private static final int FIRST_BYTES = 64;

    private final SpscUnboundedArrayQueue<Element> queue = new SpscUnboundedArrayQueue<>(QUEUE_CHUNK);
    private final Shape shape;
    private volatile Wakeup producer = new Wakeup();
    private volatile Wakeup consumer = new Wakeup();
    private final AtomicLong taken = new AtomicLong();
    private volatile boolean producerWaits;

    /**
     * What the records of a channel carry, and how many travel together.
     *
     * @param keyed whether each has the hash of its key
     * @param batchSize records in a full batch
     * @param window batches that may be under way before the producer stops taking input
     * @param copier copies records; null if they cannot change
     * @param producer the operator whose records they are: it has failed if one cannot be copied
     */
    public record Shape(
            boolean keyed,
            int batchSize,
            int window,
            @Nullable Codec<Object> copier,
            String producer) {

        /** Of records that are not copied. */
        public Shape(boolean keyed, int batchSize, int window) {
            this(keyed, batchSize, window, null, "");
        }

        /** The same for an operator's records of this codec; only values of its type may go through such a channel. */
        @SuppressWarnings("unchecked")
        public Shape of(Codec<?> codec, String operator) {
            return new Shape(keyed, batchSize, window, codec.immutable() ? null : (Codec<Object>) codec, operator);
        }
    }

    /** A channel that nobody uses yet. */
    public LocalChannel(Shape shape) {
        this.shape = shape;
    }

    /** The end of its only producer, who is woken when there is room. */
    public OutputChannel output(Wakeup wakeup) {
        producer = wakeup;
        return new Output();
    }

    /** The end of its only consumer, who is woken when there is work. */
    public InputChannel input(Wakeup wakeup) {
        consumer = wakeup;
        return this;
    }

    @Override
    public @Nullable Element poll() {
        Element element = queue.poll();
        if (element instanceof Batch) {
            taken.lazySet(taken.get() + 1);
        }
        // Half a window of room at once: a producer that is woken for each batch would sleep and wake all the time.
        if (producerWaits && queue.size() <= shape.window() / 2) {
            producerWaits = false;
            producer.wake();
        }
        return element;
    }

    @Override
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    private final class Output extends OutputChannel {
        private final @Nullable Codec<Object> copier = shape.copier();
        private @Nullable Object[] values = new @Nullable Object[shape.batchSize()];
        private long @Nullable [] timestamps;
        private long @Nullable [] hashes;
        private int size;
        private long sent;

        Output() {
            renew();
        }

        @Override
        public void append(Object value, long timestamp, long hash) {
            int at = size;
            values[at] = copier == null ? value : copy(copier, value);
            if (hashes != null) {
                hashes[at] = hash;
            }
            if (timestamps != null) {
                timestamps[at] = timestamp;
            } else if (timestamp != Batch.NO_TIMESTAMP) {
                stamp(at, timestamp);
            }
            size = at + 1;
            if (size == values.length) {
                flush();
            }
        }

        private Object copy(Codec<Object> with, Object value) {
            try {
                return with.copy(value);
            } catch (Throwable thrown) {
                throw OperatorFailure.of(shape.producer(), explained(with, value, thrown));
            }
        }

        /** Only writing says which field holds what is in the way. */
        private static Throwable explained(Codec<Object> with, Object value, Throwable refused) {
            try {
                with.write(value, new ByteOutput(FIRST_BYTES));
            } catch (UnserializableException named) {
                return named;
            } catch (RuntimeException | LinkageError | StackOverflowError other) {
                return refused;
            }
            return refused;
        }

        @Override
        public void flush() {
            if (size == 0) {
                if (watermark != Event.BEFORE_ALL_TIME) {
                    send(new Event.Watermark(takeWatermark()));
                }
                return;
            }
            Batch batch = new Batch(values, timestamps, hashes, size, takeWatermark());
            renew();
            sent++;
            send(batch);
        }

        @Override
        public boolean hasRoom() {
            if (sent - taken.get() < shape.window()) {
                return true;
            }
            // First the mark, then a second look: a consumer that takes a batch in between sees the mark or is seen.
            producerWaits = true;
            return sent - taken.get() < shape.window();
        }

        @Override
        public boolean isDrained() {
            return sent == taken.get();
        }

        @Override
        public boolean hasUnsent() {
            return size > 0 || watermark != Event.BEFORE_ALL_TIME;
        }

        @Override
        protected void send(Element element) {
            queue.offer(element);
            consumer.wake();
        }

        /** The first record of the batch that has a timestamp; those before it have none. */
        private void stamp(int at, long timestamp) {
            long[] stamps = new long[shape.batchSize()];
            Arrays.fill(stamps, 0, at, Batch.NO_TIMESTAMP);
            stamps[at] = timestamp;
            timestamps = stamps;
        }

        private void renew() {
            values = new @Nullable Object[shape.batchSize()];
            timestamps = null;
            hashes = shape.keyed() ? new long[shape.batchSize()] : null;
            size = 0;
        }
    }
}
