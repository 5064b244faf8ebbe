package dev.selvage.platform.leadership;

import static dev.selvage.platform.leadership.LeadershipScene.assertHolds;
import static dev.selvage.platform.leadership.LeadershipScene.assertWritten;
import static dev.selvage.platform.leadership.LeadershipScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.id.JobId;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.platform.storage.Concurrently;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is recorded, and read again: all that a kind must do that remembers for one term only. */
public interface RecordContract extends LeadershipScene {

    /** A job graph with many operators. */
    int LARGE_BYTES = 3 << 20;

    /** What must hold of what is recorded. */
    interface Check {
        void in(Term term) throws Exception;
    }

    /** Checks a term, and then the next one, which ends it and inherits; where nothing is inherited, the one only. */
    default void inThisTermAndTheNext(Term term, Check check) throws Exception {
        check.in(term);
        check.in(join().lead());
    }

    @Test
    default void whatATermRecordedIsReadByTheNextByteForByte() throws Exception {
        byte[] everyByte = new byte[256];
        IntStream.range(0, everyByte.length).forEach(i -> everyByte[i] = (byte) i);
        byte[] large = new byte[LARGE_BYTES];
        new Random(1).nextBytes(large);
        Term first = join().lead();
        assertWritten(first, JOB, "every-byte", everyByte);
        assertWritten(first, JOB, "large", large);
        assertWritten(first, JOB, "no-bytes", new byte[0]);
        assertThat(first.mark(JOB, "mark")).isEqualTo(WriteOutcome.WRITTEN);

        inThisTermAndTheNext(first, term -> {
            assertHolds(term, JOB, "every-byte", everyByte);
            assertHolds(term, JOB, "large", large);
            assertHolds(term, JOB, "no-bytes", new byte[0]);
            assertHolds(term, JOB, "mark", new byte[0]);
            assertThat(term.read(JOB, "nothing")).isEmpty();
            assertThat(term.read(OTHER_JOB, "large")).isEmpty();
        });
    }

    @Test
    default void writtenAgainTheSameIsWrittenAndAnythingElseIsRefused() throws Exception {
        Term first = join().lead();
        for (int i = 0; i < 3; i++) {
            assertWritten(first, JOB, "graph", bytes("content"));
            assertThat(first.mark(JOB, "mark")).isEqualTo(WriteOutcome.WRITTEN);
        }
        assertThat(first.write(JOB, "graph", bytes("else"))).isEqualTo(WriteOutcome.REFUSED);
        assertThat(first.write(JOB, "graph", bytes("contents"))).isEqualTo(WriteOutcome.REFUSED);
        assertHolds(first, JOB, "graph", bytes("content"));

        inThisTermAndTheNext(first, term -> {
            assertWritten(term, JOB, "graph", bytes("content"));
            assertThat(term.mark(JOB, "mark")).isEqualTo(WriteOutcome.WRITTEN);
            assertThat(term.write(JOB, "graph", bytes("else"))).isEqualTo(WriteOutcome.REFUSED);
            assertHolds(term, JOB, "graph", bytes("content"));
            assertThat(term.names(JOB)).containsExactly("graph", "mark");
        });
    }

    @Test
    default void namesAndJobsAreSorted() throws Exception {
        Term term = join().lead();
        assertThat(term.jobs()).isEmpty();
        JobId highest = new JobId(-1, 7);
        for (JobId job : List.of(highest, OTHER_JOB, JOB)) {
            for (String name : List.of("pointer-9", "graph", "pointer-10", "a")) {
                assertWritten(term, job, name, bytes(name + job));
            }
            assertThat(term.mark(job, "b")).isEqualTo(WriteOutcome.WRITTEN);
        }

        inThisTermAndTheNext(term, one -> {
            assertThat(one.jobs()).containsExactly(JOB, OTHER_JOB, highest);
            assertThat(one.names(JOB)).containsExactly("a", "b", "graph", "pointer-10", "pointer-9");
            assertHolds(one, highest, "pointer-9", bytes("pointer-9" + highest));
        });
    }

    @Test
    default void ofManyWhoWriteTheSameNameOneIsWritten() throws Exception {
        Term term = join().lead();
        List<Callable<WriteOutcome>> writers = new ArrayList<>();
        for (int rival = 0; rival < RIVALS; rival++) {
            byte[] content = bytes("of " + rival);
            writers.add(() -> term.write(JOB, "graph", content));
        }

        List<WriteOutcome> outcomes = Concurrently.run(writers);

        assertThat(outcomes).containsOnlyOnce(WriteOutcome.WRITTEN).doesNotContain(WriteOutcome.UNKNOWN);
        assertHolds(term, JOB, "graph", bytes("of " + outcomes.indexOf(WriteOutcome.WRITTEN)));
    }

    @Test
    default void aRecordShowsWholeOrNotAtAll() throws Exception {
        Term term = join().lead();
        byte[] content = new byte[200_000];
        new Random(2).nextBytes(content);
        int records = 20;
        Callable<Boolean> writer = () -> {
            for (int i = 0; i < records; i++) {
                assertWritten(term, JOB, "record-" + i, content);
            }
            return true;
        };
        Callable<Boolean> reader = () -> {
            while (term.names(JOB).size() < records) {
                for (String name : term.names(JOB)) {
                    assertHolds(term, JOB, name, content);
                }
            }
            return true;
        };

        assertThat(Concurrently.run(List.of(writer, reader))).containsExactly(true, true);
    }

    @Test
    default void deletingTakesOneRecordAndIsFineWhereThereIsNone() throws Exception {
        Term term = join().lead();
        term.delete(JOB, "nothing");
        assertWritten(term, JOB, "one", bytes("content"));
        assertWritten(term, JOB, "other", bytes("content"));
        assertThat(term.mark(JOB, "mark")).isEqualTo(WriteOutcome.WRITTEN);

        term.delete(JOB, "nothing");
        term.delete(JOB, "one");
        term.delete(JOB, "one");
        term.delete(JOB, "mark");

        inThisTermAndTheNext(term, one -> {
            assertThat(one.names(JOB)).containsExactly("other");
            assertThat(one.read(JOB, "one")).isEmpty();
            assertThat(one.read(JOB, "mark")).isEmpty();
        });
    }

    @Test
    default void forgettingTakesAllOfAJobAndNothingElse() throws Exception {
        Term term = join().lead();
        term.forget(JOB);
        for (JobId job : List.of(JOB, OTHER_JOB)) {
            assertWritten(term, job, "graph", bytes("content"));
            assertWritten(term, job, "pointer-1", bytes("content"));
            assertThat(term.mark(job, "mark")).isEqualTo(WriteOutcome.WRITTEN);
        }

        term.forget(JOB);
        term.forget(JOB);

        inThisTermAndTheNext(term, one -> {
            assertThat(one.jobs()).containsExactly(OTHER_JOB);
            assertThat(one.names(JOB)).isEmpty();
            assertThat(one.read(JOB, "graph")).isEmpty();
            assertThat(one.names(OTHER_JOB)).containsExactly("graph", "mark", "pointer-1");
            assertHolds(one, OTHER_JOB, "graph", bytes("content"));
        });
    }
}
