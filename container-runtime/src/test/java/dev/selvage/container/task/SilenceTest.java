package dev.selvage.container.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.container.exchange.Batch;
import dev.selvage.container.exchange.Element;
import dev.selvage.container.exchange.Event;
import dev.selvage.container.exchange.InputChannel;
import dev.selvage.container.loop.BatchLoop;
import dev.selvage.container.operator.Downstream;
import dev.selvage.core.checkpoint.BarrierAlignment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a task tells those behind it when its inputs fall silent, and when they are so no longer. */
class SilenceTest {
    private static final int CHANNELS = 3;

    private final List<Queue<Element>> channels = IntStream.range(0, CHANNELS)
            .<Queue<Element>>mapToObj(i -> new ArrayDeque<>())
            .toList();
    private final List<String> told = new ArrayList<>();
    private final Head head = head();

    @Test
    void silenceIsToldOnceHoweverOftenItIsHeardOf() {
        everybody(new Event.Idle());
        everybody(new Event.Idle());
        everybody(new Event.Idle());

        assertThat(told).containsExactly("idle");
    }

    @Test
    void theEndOfSomeWhileTheOthersAreSilentIsNothingNew() {
        everybody(new Event.Idle());
        hear(0, new Event.EndOfInput());
        hear(1, new Event.EndOfInput());

        assertThat(told).containsExactly("idle");
    }

    @Test
    void theEndOfWhoeverSpokeLastIsSilence() {
        hear(0, new Event.Idle());
        hear(1, new Event.Idle());
        hear(2, new Event.EndOfInput());

        assertThat(told).containsExactly("idle");
    }

    @Test
    void thoseBehindWaitAgainForWhoeverSpeaksAgain() {
        everybody(new Event.Watermark(10));
        everybody(new Event.Idle());
        // Nothing comes of this record, so that it does not show by itself that somebody is there.
        hear(1, new Batch(new Object[] {"record"}, null, null, 1, Event.BEFORE_ALL_TIME));
        hear(1, new Event.Idle());

        assertThat(told).containsExactly("10", "idle", "10", "idle");
    }

    @Test
    void aTimerDoesNotEndTheSilence() {
        everybody(new Event.Idle());
        told.clear();
        head.timersFired();

        assertThat(told).containsExactly("idle");
    }

    @Test
    void aTimerOfALivelyTaskSaysNothing() {
        hear(0, new Event.Idle());
        head.timersFired();

        assertThat(told).isEmpty();
    }

    private void everybody(Event event) {
        for (int i = 0; i < CHANNELS; i++) {
            hear(i, event);
        }
    }

    private void hear(int channel, Element element) {
        channels.get(channel).add(element);
        while (head.run(1)) {
            // One element after the other.
        }
    }

    private Head head() {
        Downstream behind = new Downstream() {
            @Override
            public void process(Object value, long timestamp) {}

            @Override
            public void watermark(long millis) {
                told.add(Long.toString(millis));
            }

            @Override
            public void idle() {
                told.add("idle");
            }
        };
        Chain chain = new Chain(behind, List.of(), List.of());
        Cuts cuts = new Cuts(new BarrierAlignment(CHANNELS, true), chain, (order, atEnd) -> {});
        BatchLoop passOver = new BatchLoop() {
            @Override
            public void run(Batch batch, int from, int to) {}
        };
        List<BatchLoop> loops = channels.stream().map(each -> passOver).toList();
        return new InputHead(channels.stream().map(SilenceTest::channel).toList(), loops, cuts, chain);
    }

    private static InputChannel channel(Queue<Element> elements) {
        return new InputChannel() {
            @Override
            public @Nullable Element poll() {
                return elements.poll();
            }

            @Override
            public boolean isEmpty() {
                return elements.isEmpty();
            }
        };
    }
}
