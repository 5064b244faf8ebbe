package dev.selvage.api.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.Attempts;
import dev.selvage.api.function.RuntimeContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectSinkTest {
    private static final RuntimeContext FIRST = Attempts.first();

    @Test
    void recordsShowOnceAndOnlyWhenTheyAreCommitted() throws Exception {
        try (CollectSink<String> sink = CollectSink.open()) {
            CollectSink<String> travelled = travelled(sink);
            TwoPhaseWriter<String, String> writer = travelled.createWriter(FIRST);
            Committer<String> committer = travelled.createCommitter(FIRST);

            writer.write("a", 0);
            writer.write("b", 0);
            List<String> first = writer.prepareCommit();
            writer.write("c", 0);
            List<String> second = writer.prepareCommit();
            assertThat(sink.values()).isEmpty();
            assertThat(writer.prepareCommit()).isEmpty();

            committer.commit(first.get(0));
            committer.commit(first.get(0));
            committer.abort(second.get(0));
            committer.commit(second.get(0));
            assertThat(sink.poll(Duration.ZERO)).contains("a");
            assertThat(sink.values()).containsExactly("b");
            assertThat(sink.values()).isEmpty();
        }
    }

    @Test
    void twoWritersOfASubtaskDoNotTouchEachOther() throws Exception {
        try (CollectSink<String> sink = CollectSink.open()) {
            TwoPhaseWriter<String, String> old = sink.createWriter(FIRST);
            TwoPhaseWriter<String, String> successor = sink.createWriter(FIRST);
            old.write("old", 0);
            successor.write("new", 0);
            Committer<String> committer = sink.createCommitter(FIRST);
            committer.abort(old.prepareCommit().get(0));
            committer.commit(successor.prepareCommit().get(0));

            assertThat(sink.values()).containsExactly("new");
        }
    }

    private static String prepared(CollectSink<String> sink, RuntimeContext context) throws Exception {
        TwoPhaseWriter<String, String> writer = sink.createWriter(context);
        writer.write("a", 0);
        return writer.prepareCommit().get(0);
    }

    @Test
    void whoStartsTakesBackWhatEarlierAttemptsLeftAndNobodyElsesTransactions() throws Exception {
        try (CollectSink<String> sink = CollectSink.open()) {
            String decided = prepared(sink, Attempts.of(0, 4, 1));
            prepared(sink, Attempts.of(0, 4, 1));
            prepared(sink, Attempts.of(2, 4, 1));
            prepared(sink, Attempts.of(3, 4, 1));
            prepared(sink, Attempts.of(0, 2, 3));
            assertThat(sink.inbox().waiting()).isEqualTo(5);

            Committer<String> successor = sink.createCommitter(Attempts.of(0, 2, 2));
            successor.abortAllBut(List.of(decided));

            // Its own, decided; one of subtask 3, which is subtask 1's to take back; one of a later attempt.
            assertThat(sink.inbox().waiting()).isEqualTo(3);
            successor.commit(decided);
            assertThat(sink.values()).containsExactly("a");
        }
    }

    @Test
    void aSinkWithoutItsProgramSaysSo() {
        CollectSink<String> sink = CollectSink.open();
        sink.close();

        assertThatThrownBy(() -> sink.createWriter(FIRST))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not in this JVM, or no longer: collect only from jobs that run where");
    }

    @SuppressWarnings("unchecked")
    private static <T> CollectSink<T> travelled(CollectSink<T> sink) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sink);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (CollectSink<T>) in.readObject();
        }
    }
}
