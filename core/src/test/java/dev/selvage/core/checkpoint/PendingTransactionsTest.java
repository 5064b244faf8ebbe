package dev.selvage.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.PendingTransactions.Pending;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingTransactionsTest {

    private final PendingTransactions<String> transactions = new PendingTransactions<>();

    private static CheckpointId checkpoint(long number) {
        return new CheckpointId(number);
    }

    @Test
    void aDecidedCheckpointCommitsThoseOfFailedOnesBeforeItToo() {
        transactions.preCommitted(checkpoint(1), "a");
        transactions.preCommitted(checkpoint(2), "b");
        transactions.preCommitted(checkpoint(3), "c");

        assertThat(transactions.toCommit(checkpoint(2))).containsExactly("a", "b");
    }

    @Test
    void aTransactionIsKeptUntilItsCommitWasSeenToSucceed() {
        transactions.preCommitted(checkpoint(1), "a");
        transactions.preCommitted(checkpoint(2), "b");
        transactions.toCommit(checkpoint(2));
        transactions.committed("b");

        assertThat(transactions.snapshot()).containsExactly(new Pending<>(checkpoint(1), "a"));
        assertThat(transactions.toCommit(checkpoint(4))).containsExactly("a");

        transactions.committed("a");
        assertThat(transactions.isEmpty()).isTrue();
    }

    @Test
    void whatASnapshotHeldIsCommittedAtOnce() {
        assertThat(transactions.restored(List.of(new Pending<>(checkpoint(1), "a"), new Pending<>(checkpoint(2), "b"))))
                .containsExactly("a", "b");
        assertThat(transactions.snapshot()).hasSize(2);
    }

    @Test
    void aRestoreAbortsOnlyWhatIsReadAgainAndOnlyOfLowerDeployments() {
        DeploymentNumber own = new DeploymentNumber(4);
        DeploymentNumber lower = new DeploymentNumber(3);

        assertThat(PendingTransactions.isToAbort(checkpoint(8), lower, checkpoint(7), own))
                .isTrue();
        assertThat(PendingTransactions.isToAbort(checkpoint(7), lower, checkpoint(7), own))
                .isFalse();
        assertThat(PendingTransactions.isToAbort(checkpoint(8), own, checkpoint(7), own))
                .isFalse();
    }
}
