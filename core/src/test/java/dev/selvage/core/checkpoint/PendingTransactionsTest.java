package dev.selvage.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.PendingTransactions.Pending;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import java.util.List;
import java.util.Optional;
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

        Optional<CheckpointId> seven = Optional.of(checkpoint(7));
        Optional<CheckpointId> eight = Optional.of(checkpoint(8));

        assertThat(PendingTransactions.isToAbort(eight, lower, seven, own)).isTrue();
        assertThat(PendingTransactions.isToAbort(Optional.empty(), lower, seven, own))
                .isTrue();
        assertThat(PendingTransactions.isToAbort(seven, lower, Optional.empty(), own))
                .isTrue();
        assertThat(PendingTransactions.isToAbort(seven, lower, seven, own)).isFalse();
        assertThat(PendingTransactions.isToAbort(eight, own, seven, own)).isFalse();
    }
}
