package dev.selvage.container.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.container.codec.Codecs;
import dev.selvage.container.exchange.LocalChannel.Shape;
import org.junit.jupiter.api.Test;

class LocalChannelTest {
    private final Wakeup producer = new Wakeup();
    private final Wakeup consumer = new Wakeup();

    private final LocalChannel channel = new LocalChannel(new Shape(false, 2, 2));
    private final OutputChannel output = channel.output(producer);
    private final InputChannel input = channel.input(consumer);

    /** A watermark that was lost here would be made up for at the end of input, so it is looked at here. */
    @Test
    void aWatermarkTravelsWithTheRecordsBeforeIt() {
        output.append("a", Batch.NO_TIMESTAMP, 0);
        output.watermark(7);
        output.append("b", Batch.NO_TIMESTAMP, 0);

        assertThat(input.poll())
                .isInstanceOfSatisfying(
                        Batch.class, batch -> assertThat(batch.watermark).isEqualTo(7));
        assertThat(input.poll()).isNull();
        assertThat(output.hasUnsent()).isFalse();
    }

    @Test
    void aWatermarkWithoutRecordsTravelsAlone() {
        output.watermark(7);
        assertThat(output.hasUnsent()).isTrue();
        output.flush();

        assertThat(input.poll()).isEqualTo(new Event.Watermark(7));
    }

    @Test
    void nothingOvertakesRecords() {
        output.append("a", Batch.NO_TIMESTAMP, 0);
        output.event(new Event.EndOfInput());

        assertThat(input.poll()).isInstanceOf(Batch.class);
        assertThat(input.poll()).isEqualTo(new Event.EndOfInput());
    }

    @Test
    void aProducerThatFoundNoRoomIsWokenOnceHalfOfItIsFree() {
        for (int i = 0; i < 2; i++) {
            output.append("a", Batch.NO_TIMESTAMP, 0);
            output.flush();
        }
        assertThat(output.hasRoom()).isFalse();
        assertThat(producer.isWoken()).isFalse();

        assertThat(input.poll()).isNotNull();

        assertThat(producer.isWoken()).isTrue();
        assertThat(output.hasRoom()).isTrue();
    }

    @Test
    void aConsumerIsWokenByWhatIsSentAndNotByWhatIsKept() {
        output.append("a", Batch.NO_TIMESTAMP, 0);
        assertThat(consumer.isWoken()).isFalse();

        output.flush();

        assertThat(consumer.isWoken()).isTrue();
    }

    @Test
    void aRecordThatCanChangeMayBeFilledAgainOnceItIsSent() {
        LocalChannel copying = new LocalChannel(new Shape(false, 2, 2)
                .of(new Codecs(LocalChannelTest.class.getClassLoader()).of(long[].class), "sender"));
        OutputChannel sender = copying.output(producer);
        long[] filledAgain = {1};
        sender.append(filledAgain, Batch.NO_TIMESTAMP, 0);
        filledAgain[0] = 2;
        sender.append(filledAgain, Batch.NO_TIMESTAMP, 0);

        assertThat(copying.input(consumer).poll())
                .isInstanceOfSatisfying(
                        Batch.class, batch -> assertThat(batch.values).containsExactly(new long[] {1}, new long[] {2}));
    }

    @Test
    void aRecordThatCannotChangeIsNotCopied() {
        LocalChannel sharing = new LocalChannel(new Shape(false, 1, 2)
                .of(new Codecs(LocalChannelTest.class.getClassLoader()).of(String.class), "sender"));
        String text = new String("a text of its own".toCharArray());
        sharing.output(producer).append(text, Batch.NO_TIMESTAMP, 0);

        assertThat(sharing.input(consumer).poll())
                .isInstanceOfSatisfying(
                        Batch.class, batch -> assertThat(batch.values[0]).isSameAs(text));
    }
}
