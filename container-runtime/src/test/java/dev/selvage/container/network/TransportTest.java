package dev.selvage.container.network;

import static dev.selvage.container.network.TwoProcesses.LONGS;
import static dev.selvage.container.network.TwoProcesses.TEXTS;
import static dev.selvage.container.network.TwoProcesses.next;
import static dev.selvage.container.network.TwoProcesses.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.container.exchange.Batch;
import dev.selvage.container.exchange.Element;
import dev.selvage.container.exchange.Event;
import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.platform.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TransportTest {
    private static final int FRAME = 1 << 10;
    private static final int WINDOW = 8 << 10;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void recordsArriveInOrderAndCompleteWhateverTheBatchesAndHoweverSlowTheConsumer(long seed) throws Exception {
        int channels = 3;
        int records = 30_000;
        try (TwoProcesses two = new TwoProcesses(FRAME, WINDOW)) {
            List<RemoteOutput> outputs = new ArrayList<>();
            List<RemoteInput> inputs = new ArrayList<>();
            for (int i = 0; i < channels; i++) {
                // Whoever comes first waits for the other.
                if (seed % 2 == 0) {
                    inputs.add(two.input(1, i, LONGS));
                    outputs.add(two.output(1, i, LONGS));
                } else {
                    outputs.add(two.output(1, i, LONGS));
                    inputs.add(two.input(1, i, LONGS));
                }
            }
            AtomicReference<Exception> trouble = new AtomicReference<>();
            Thread task = new Thread(() -> {
                try {
                    produce(outputs, records, new Random(seed));
                } catch (Exception e) {
                    trouble.set(e);
                }
            });
            task.start();
            consume(inputs, records, new Random(-seed));
            task.join();
            assertThat(trouble.get()).isNull();
        }
    }

    /** Whoever emits may catch what comes of it. */
    @Test
    void aRecordThatCannotBeWrittenLeavesNothingBehind() throws Exception {
        try (TwoProcesses two = new TwoProcesses(FRAME, WINDOW)) {
            RemoteInput input = two.input(1, 0, LONGS);
            RemoteOutput output = two.output(1, 0, LONGS);
            output.append(1L, 10, 100);
            assertThatThrownBy(() -> output.append("no number", 11, 101))
                    .hasMessageStartingWith("Operator 'producer' failed")
                    .hasCauseInstanceOf(ClassCastException.class);
            output.append(2L, 12, 102);
            output.event(new Event.EndOfInput());

            Batch batch = (Batch) next(input);
            assertThat(batch.values).containsExactly(1L, 2L);
            assertThat(batch.timestamps).containsExactly(10, 12);
            assertThat(batch.hashes).containsExactly(100, 102);
        }
    }

    private static void produce(List<RemoteOutput> outputs, int records, Random random) throws Exception {
        long[] next = new long[outputs.size()];
        for (long left = (long) records * outputs.size(); left > 0; ) {
            int which = random.nextInt(outputs.size());
            RemoteOutput output = outputs.get(which);
            if (next[which] == records) {
                continue;
            }
            Await.until("there is room", TwoProcesses.BOUND, output::hasRoom);
            for (int i = 1 + random.nextInt(200); i > 0 && next[which] < records; i--, left--) {
                output.append(next[which], next[which] + 1, next[which] + 2);
                next[which]++;
            }
            if (random.nextInt(10) == 0) {
                output.event(TwoProcesses.barrier(next[which] + 1, CheckpointKind.CHECKPOINT, ""));
            } else if (random.nextInt(10) == 0) {
                output.watermark(next[which]);
                output.flush();
            } else if (output.hasUnsent() && output.isDrained()) {
                output.flush();
            }
        }
        outputs.forEach(output -> {
            output.event(new Event.EndOfInput());
            output.close();
        });
    }

    private static void consume(List<RemoteInput> inputs, int records, Random random) throws Exception {
        long[] next = new long[inputs.size()];
        int open = inputs.size();
        long end = System.nanoTime() + TwoProcesses.BOUND.toNanos();
        while (open > 0) {
            assertThat(System.nanoTime()).as("time").isLessThan(end);
            boolean any = false;
            for (int which = 0; which < inputs.size(); which++) {
                Element element = inputs.get(which).poll();
                any |= element != null;
                if (element instanceof Batch batch) {
                    next[which] = check(batch, next[which]);
                } else if (element instanceof Event.Barrier barrier) {
                    assertThat(barrier.checkpoint()).isEqualTo(next[which] + 1);
                } else if (element instanceof Event.Watermark watermark) {
                    assertThat(watermark.millis()).isEqualTo(next[which]);
                } else if (element instanceof Event.EndOfInput) {
                    assertThat(next[which]).isEqualTo(records);
                    open--;
                }
                if (random.nextInt(50) == 0) {
                    work(20_000);
                }
            }
            if (!any) {
                Await.until(
                        "something arrives",
                        TwoProcesses.BOUND,
                        () -> inputs.stream().anyMatch(input -> !input.isEmpty()));
            }
        }
    }

    /** Keeps the consumer from its channels for a while, as work would. */
    private static void work(int rounds) {
        for (int i = 0; i < rounds; i++) {
            Thread.onSpinWait();
        }
    }

    private static long check(Batch batch, long first) {
        long next = first;
        for (int i = 0; i < batch.size; i++) {
            assertThat(batch.values[i]).isEqualTo(next);
            assertThat(Objects.requireNonNull(batch.timestamps)[i]).isEqualTo(next + 1);
            assertThat(Objects.requireNonNull(batch.hashes)[i]).isEqualTo(next + 2);
            next++;
        }
        if (batch.watermark != Event.BEFORE_ALL_TIME) {
            assertThat(batch.watermark).isEqualTo(next);
        }
        return next;
    }

    @Test
    void aConsumerThatTakesNothingHoldsNeitherProcessToMoreThanTheWindowAndAFrame() throws Exception {
        try (TwoProcesses two = new TwoProcesses(FRAME, WINDOW)) {
            RemoteOutput output = two.output(1, 0, LONGS);
            RemoteInput input = two.input(1, 0, LONGS);
            long written = 0;
            while (output.hasRoom()) {
                output.append(written, 0, 0);
                written++;
            }
            assertThat(written * 24).isBetween(WINDOW - FRAME - 100L, WINDOW + FRAME + 100L);
            Await.until("all that has credit arrives", TwoProcesses.BOUND, () -> input.backlog() > WINDOW - 2 * FRAME);
            // What one record brings forth has to be kept, but by the producer.
            for (int i = 0; i < 10_000; i++, written++) {
                output.append(written, 0, 0);
            }
            output.event(new Event.EndOfInput());
            for (long next = 0; next < written; ) {
                assertThat(input.backlog()).isLessThanOrEqualTo(WINDOW);
                next = next(input) instanceof Batch batch ? next + batch.size : next;
            }
            assertThat(next(input)).isEqualTo(new Event.EndOfInput());
            Await.until("the producer knows", TwoProcesses.BOUND, output::isDrained);
        }
    }

    @Test
    void aChannelAmongManyTakesItsShareOfTheSlot() throws Exception {
        int share = 16 << 10;
        TransportSettings settings = TwoProcesses.settings("secret", "cluster")
                .withSizes(8 << 10, 1 << 20)
                .withSlotBytes(10L * share);
        try (TwoProcesses two = new TwoProcesses(settings, settings)) {
            RemoteOutput output = two.producing.among(10).output(TwoProcesses.name(1, 0), LONGS, two.producer);
            RemoteInput input = two.consuming
                    .among(10)
                    .input(TwoProcesses.name(1, 0), LONGS, two.producing.address(), two.consumer);
            long written = 0;
            while (output.hasRoom()) {
                output.append(written, 0, 0);
                written++;
            }
            assertThat(written * 24).isBetween(share / 2L, share + (8L << 10) + 100);
            Await.until("it arrives", TwoProcesses.BOUND, () -> input.backlog() > 0);
            assertThat(input.backlog()).isLessThanOrEqualTo(share);
            output.event(new Event.EndOfInput());
            output.close();
            assertThat(TwoProcesses.rest(input)).hasSize((int) written);
        }
    }

    @Test
    void aRecordLargerThanTheWindowGoesThroughAnEmptyOne() throws Exception {
        try (TwoProcesses two = new TwoProcesses(FRAME, WINDOW)) {
            RemoteOutput output = two.output(1, 0, TEXTS);
            RemoteInput input = two.input(1, 0, TEXTS);
            List<Object> texts = List.of("small", "x".repeat(3 * WINDOW), "y", "z".repeat(100 * WINDOW), "last");
            for (Object text : texts) {
                output.append(text, 0, 0);
            }
            output.event(new Event.EndOfInput());
            output.close();
            assertThat(rest(input)).isEqualTo(texts);
        }
    }

    @Test
    void eventsOvertakeNothingAndNothingOvertakesThem() throws Exception {
        try (TwoProcesses two = new TwoProcesses(FRAME, WINDOW)) {
            RemoteOutput output = two.output(1, 0, TEXTS);
            RemoteInput input = two.input(1, 0, TEXTS);
            Event.Barrier barrier = TwoProcesses.barrier(7, CheckpointKind.SAVEPOINT, "hdfs:///saved");
            output.append("first", 0, 0);
            output.watermark(5);
            output.event(barrier);
            output.event(new Event.Idle());
            output.append("second", 0, 0);
            output.event(new Event.CheckpointCancelled(8));
            output.watermark(9);
            output.event(new Event.EndOfInput());
            Batch first = (Batch) next(input);
            assertThat(first.values).containsExactly("first");
            assertThat(first.watermark).isEqualTo(5);
            assertThat(next(input)).isEqualTo(barrier);
            assertThat(next(input)).isEqualTo(new Event.Idle());
            Batch second = (Batch) next(input);
            assertThat(second.values).containsExactly("second");
            assertThat(second.watermark).isEqualTo(Event.BEFORE_ALL_TIME);
            assertThat(next(input)).isEqualTo(new Event.CheckpointCancelled(8));
            assertThat(next(input)).isEqualTo(new Event.Watermark(9));
            assertThat(next(input)).isEqualTo(new Event.EndOfInput());
            assertThat(input.poll()).isNull();
        }
    }

    @Test
    void aProducerThatHasClosedIsStillReadByAConsumerThatComesLater() throws Exception {
        try (TwoProcesses two = new TwoProcesses(FRAME, WINDOW)) {
            RemoteOutput output = two.output(1, 0, TEXTS);
            output.append("kept", 0, 0);
            output.event(new Event.EndOfInput());
            output.close();
            assertThat(rest(two.input(1, 0, TEXTS))).containsExactly("kept");
        }
    }

    @Test
    void aChannelIsDrainedAsSoonAsItsConsumerHasTakenEverything() throws Exception {
        try (TwoProcesses two = new TwoProcesses(FRAME, WINDOW)) {
            RemoteOutput output = two.output(1, 0, TEXTS);
            RemoteInput input = two.input(1, 0, TEXTS);
            assertThat(output.isDrained()).isTrue();
            output.append("little", 0, 0);
            output.flush();
            assertThat(output.isDrained()).isFalse();
            next(input);
            Await.until("credit returns", TwoProcesses.BOUND, output::isDrained);
        }
    }
}
