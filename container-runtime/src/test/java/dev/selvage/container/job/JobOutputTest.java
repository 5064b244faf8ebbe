package dev.selvage.container.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.sink.Committer;
import dev.selvage.api.sink.TwoPhaseSink;
import dev.selvage.api.sink.TwoPhaseWriter;
import dev.selvage.container.job.JobOutput.Transaction;
import dev.selvage.container.oracle.OracleContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobOutputTest {

    private static final Item ITEM = new Item(1, 2, 3);

    @Test
    void whatIsPreparedShowsOnceHoweverOftenItIsCommitted() throws Exception {
        try (JobOutput output = JobOutput.open()) {
            Committer<Transaction> committer = committer(output);
            Transaction transaction = prepared(output);

            assertThat(output.written()).isEmpty();
            committer.commit(transaction);
            committer.commit(transaction);
            assertThat(output.written()).hasSize(1);
        }
    }

    @Test
    void whatNoSoundRuntimeDoesIsRefused() throws Exception {
        try (JobOutput output = JobOutput.open()) {
            Committer<Transaction> committer = committer(output);
            Transaction aborted = prepared(output);
            committer.abort(aborted);

            assertThatThrownBy(() -> committer.commit(aborted)).hasMessageContaining("was aborted or never prepared");
        }
        try (JobOutput output = JobOutput.open()) {
            Committer<Transaction> committer = committer(output);
            Transaction committed = prepared(output);
            committer.commit(committed);

            assertThatThrownBy(() -> committer.abort(committed)).hasMessageContaining("since it was committed");
        }
    }

    private static Transaction prepared(JobOutput output) throws Exception {
        try (TwoPhaseWriter<Object, Transaction> writer = sink(output).createWriter(new OracleContext("sink"))) {
            writer.write(ITEM, 0);
            List<Transaction> transactions = writer.prepareCommit();
            return transactions.get(0);
        }
    }

    private static Committer<Transaction> committer(JobOutput output) throws Exception {
        return sink(output).createCommitter(new OracleContext("sink"));
    }

    @SuppressWarnings("unchecked") // That is what it makes.
    private static TwoPhaseSink<Object, Transaction> sink(JobOutput output) {
        return (TwoPhaseSink<Object, Transaction>) output.transactional(0, true, true);
    }
}
