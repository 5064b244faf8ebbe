package dev.selvage.api.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.function.RuntimeContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectSinkTest {
    private static final RuntimeContext NO_CONTEXT = (RuntimeContext) Proxy.newProxyInstance(
            CollectSinkTest.class.getClassLoader(),
            new Class<?>[] {RuntimeContext.class},
            (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    @Test
    void recordsShowOnceAndOnlyWhenTheyAreCommitted() throws Exception {
        try (CollectSink<String> sink = CollectSink.open()) {
            CollectSink<String> travelled = travelled(sink);
            TwoPhaseWriter<String, String> writer = travelled.createWriter(NO_CONTEXT);
            Committer<String> committer = travelled.createCommitter(NO_CONTEXT);

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
            TwoPhaseWriter<String, String> old = sink.createWriter(NO_CONTEXT);
            TwoPhaseWriter<String, String> successor = sink.createWriter(NO_CONTEXT);
            old.write("old", 0);
            successor.write("new", 0);
            Committer<String> committer = sink.createCommitter(NO_CONTEXT);
            committer.abort(old.prepareCommit().get(0));
            committer.commit(successor.prepareCommit().get(0));

            assertThat(sink.values()).containsExactly("new");
        }
    }

    @Test
    void aSinkWithoutItsProgramSaysSo() {
        CollectSink<String> sink = CollectSink.open();
        sink.close();

        assertThatThrownBy(() -> sink.createWriter(NO_CONTEXT))
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
