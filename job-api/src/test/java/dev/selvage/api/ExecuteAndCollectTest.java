package dev.selvage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.execute.JobFailedException;
import dev.selvage.api.execute.ProgramContext;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.sink.CollectSink;
import dev.selvage.api.sink.Committer;
import dev.selvage.api.sink.TwoPhaseWriter;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ExecuteAndCollectTest {
    private final FakeJob job = new FakeJob();

    @Test
    void bringsWhatWasCommittedAndEndsWithTheJob() throws Exception {
        try (CloseableIterator<String> records = collected()) {
            commit("a", "b");

            assertThat(records).toIterable().containsExactly("a", "b");
            assertThat(records.hasNext()).isFalse();
            assertThatThrownBy(records::next).isInstanceOf(NoSuchElementException.class);
        }
        assertThat(job.wasCancelled()).isFalse();
    }

    @Test
    void bringsRecordsWhileTheJobStillRuns() throws Exception {
        job.keepRunning();
        try (CloseableIterator<String> records = collected()) {
            commit("a");
            assertThat(records.next()).isEqualTo("a");
            commit("b");
            job.end();
            assertThat(records.next()).isEqualTo("b");
            assertThat(records.hasNext()).isFalse();
        }
    }

    @Test
    void throwsWhatTheJobFailsWithBehindWhatWasCommitted() throws Exception {
        assertThatThrownBy(() -> {
                    try (CloseableIterator<String> records = collected()) {
                        commit("a");
                        job.fail("out of luck");
                        assertThat(records.next()).isEqualTo("a");
                        assertThat(records.hasNext()).isTrue();
                    }
                })
                .isInstanceOf(JobFailedException.class)
                .hasMessage("out of luck");
    }

    @Test
    void closingBeforeTheEndCancelsTheJobAndForgetsTheRest() throws Exception {
        job.keepRunning();
        CloseableIterator<String> records = collected();
        commit("a");
        records.close();

        assertThat(job.wasCancelled()).isTrue();
        assertThatThrownBy(() -> commit("b")).hasMessageContaining("not in this JVM, or no longer");
    }

    @Test
    void keepsTheOrderOfAStreamThatIsNotDivided() throws Exception {
        collected().close();

        List<StreamNode> nodes = job.graphs().get(0).nodes();
        assertThat(nodes).extracting(StreamNode::parallelism).containsExactly(1, 1);
        assertThat(nodes.get(1).name()).startsWith("collect at ExecuteAndCollectTest.java:");
    }

    private CloseableIterator<String> collected() throws Exception {
        return ProgramContext.call(Map.of("parallelism.default", "4"), job, () -> {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            return env.fromData("a").setParallelism(1).executeAndCollect();
        });
    }

    /** Does what a task of the sink does. */
    private void commit(String... values) throws Exception {
        Operation.Write write =
                (Operation.Write) job.graphs().get(0).nodes().get(1).operation();
        CollectSink<?> sink = (CollectSink<?>) (Object) write.sink();
        commit(sink, Attempts.first(), values);
    }

    @SuppressWarnings("unchecked")
    private static void commit(CollectSink<?> sink, RuntimeContext context, String... values) throws Exception {
        TwoPhaseWriter<Object, String> writer = ((CollectSink<Object>) sink).createWriter(context);
        for (String value : values) {
            writer.write(value, 0);
        }
        Committer<String> committer = sink.createCommitter(context);
        for (String transaction : writer.prepareCommit()) {
            committer.commit(transaction);
        }
    }
}
