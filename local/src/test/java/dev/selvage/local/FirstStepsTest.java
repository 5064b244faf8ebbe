package dev.selvage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.CloseableIterator;
import dev.selvage.api.DataStream;
import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.function.MapFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.sink.DiscardingSink;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people who try it for the first time do, and what they are told. */
@Timeout(60)
class FirstStepsTest {

    /** Neither it nor anything else here implements Serializable. */
    record Loaf(String kind, long grams) {}

    private final StreamExecutionEnvironment program =
            StreamExecutionEnvironment.getExecutionEnvironment().set("restart-strategy.type", "none");

    @Test
    void recordsToBeginWithNeedNotBeSerializable() {
        List<Loaf> loaves = List.of(new Loaf("rye", 1_000), new Loaf("wheat", 500), new Loaf("rye", 750));

        try (CloseableIterator<Loaf> heaviest = program.setParallelism(2)
                .fromData(loaves)
                .keyBy(Loaf::kind)
                .reduce((one, other) -> one.grams() > other.grams() ? one : other)
                .executeAndCollect()) {
            assertThat(heaviest).toIterable().contains(new Loaf("rye", 1_000), new Loaf("wheat", 500));
        }
    }

    @Test
    void theFirstFewRecordsOfAnEndlessJobAreCollected() {
        program.enableCheckpointing(Duration.ofMillis(20));

        DataStream<Long> endless = program.fromSource(
                DataGeneratorSource.of(index -> index, Long.MAX_VALUE, Types.LONG)
                        .withRatePerSecond(1_000),
                WatermarkStrategy.noWatermarks(),
                "endless");

        assertThat(endless.executeAndCollect(3)).containsExactly(0L, 1L, 2L);
    }

    @Test
    void recordsOfNoKnownTypeSayHowToNameIt() {
        assertThatThrownBy(() -> program.fromData(List.of(new Loaf("rye", 1), new Object())))
                .hasMessageContaining("the type of the records is not known, since they are of several classes")
                .hasMessageContaining("Name the type: fromData(elements, Types.of(...))");
    }

    @Test
    @SuppressWarnings("NullAway") // That is the mistake.
    void aKeyThatIsNullIsNamedWithItsRecord() {
        program.fromData(List.of(new Loaf("rye", 1), new Loaf(null, 2)), Types.of(Loaf.class))
                .keyBy(Loaf::kind)
                .reduce((one, other) -> other)
                .sinkTo(new DiscardingSink<>());

        assertThatThrownBy(() -> program.execute("loaves"))
                .hasMessageContaining("Wanted the key of the record Loaf[kind=null, grams=2], found null")
                .hasMessageContaining("filter such records out before keyBy");
    }

    private static final class Oven {
        private final long degrees = 250;
    }

    private static final class Baking implements MapFunction<Long, Long> {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // That is the mistake.
        private final Oven oven = new Oven();

        @Override
        public Long map(Long grams) {
            return grams * oven.degrees;
        }
    }

    @Test
    void aFunctionThatCannotTravelNamesWhatItHolds() {
        program.fromSequence(1, 2).map(new Baking()).name("baking").sinkTo(new DiscardingSink<>());

        assertThatThrownBy(() -> program.execute("loaves"))
                .hasMessageContaining("operator 'baking'")
                .hasMessageContaining("Oven, which is not Serializable: make the field transient and set it in open()");
    }

    private static final class Cold implements MapFunction<Long, Long> {
        private static final long serialVersionUID = 1;

        @Override
        public void open(RuntimeContext context) {
            throw new IllegalStateException("no fire");
        }

        @Override
        public Long map(Long grams) {
            return grams;
        }
    }

    @Test
    void aFunctionThatFailsToOpenIsNotBlamedOnARecord() {
        program.fromSequence(1, 2).map(new Cold()).name("baking").sinkTo(new DiscardingSink<>());

        assertThatThrownBy(() -> program.execute("loaves"))
                .hasMessageContaining("Operator 'baking' failed in subtask 1 of 1 of ")
                .hasMessageContaining(" while it opened, behind 0 records: java.lang.IllegalStateException: no fire");
    }

    @Test
    void aJobThatWasExecutedIsNotExecutedAgain() {
        program.fromSequence(1, 2).sinkTo(new DiscardingSink<>());
        program.execute("loaves");

        assertThatThrownBy(() -> program.execute("again"))
                .hasMessageContaining("What was executed once is not executed");
    }
}
