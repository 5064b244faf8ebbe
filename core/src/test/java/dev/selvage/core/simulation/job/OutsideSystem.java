package dev.selvage.core.simulation.job;

import dev.selvage.core.checkpoint.PendingTransactions;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Where sinks write to: transactions by name, seen by others once committed. Notes everything that must not happen. */
final class OutsideSystem {

    private static final long TYPICAL_MICROS = 4_000;
    private static final long LATEST_MICROS = 3_000_000;

    private final Simulation simulation;
    private final SplittableRandom random;
    private final TreeMap<String, Transaction> transactions = new TreeMap<>();
    private final TreeMap<JobId, List<ModelRecord>> committed = new TreeMap<>();
    private final TreeMap<JobId, TreeMap<ModelRecord, String>> writers = new TreeMap<>();
    private Optional<String> violation = Optional.empty();

    /** What became of a transaction. */
    private enum Fate {
        PRE_COMMITTED,
        COMMITTED,
        ABORTED
    }

    private static final class Transaction {
        final TaskId owner;
        final JobId lineage;
        final CheckpointId closedBy;
        final List<ModelRecord> records;
        Fate fate = Fate.PRE_COMMITTED;

        Transaction(TaskId owner, JobId lineage, CheckpointId closedBy, List<ModelRecord> records) {
            this.owner = owner;
            this.lineage = lineage;
            this.closedBy = closedBy;
            this.records = List.copyOf(records);
        }
    }

    OutsideSystem(Simulation simulation) {
        this.simulation = simulation;
        this.random = simulation.random("outside system");
    }

    Optional<String> violation() {
        return violation;
    }

    List<ModelRecord> output(JobId lineage) {
        return committed.getOrDefault(lineage, List.of());
    }

    /** A sink without transactions writes a record, which others see at once, and perhaps once more after a restart. */
    void show(ModelRecord record, JobId lineage) {
        committed.computeIfAbsent(lineage, any -> new ArrayList<>()).add(record);
    }

    void preCommit(String name, TaskId owner, JobId lineage, CheckpointId closedBy, List<ModelRecord> records) {
        if (transactions.putIfAbsent(name, new Transaction(owner, lineage, closedBy, records)) != null) {
            violation = Optional.of("transaction " + name + " was written twice");
        }
    }

    /** Commits, some time later, and says so, unless the request or its answer is lost. */
    void commit(String name, Consumer<Boolean> answer) {
        long delay = 1 + random.nextLong(2 * TYPICAL_MICROS);
        boolean lost = simulation.faults().strikes(Faults.Kind.WRITE_LOST);
        boolean replyLost = simulation.faults().strikes(Faults.Kind.REPLY_LOST);
        simulation.after(delay, "commit", "outside", name, () -> {
            if (!lost) {
                commitNow(name);
            }
            answer.accept(!lost && !replyLost);
        });
        if (lost && random.nextBoolean()) {
            simulation.after(
                    delay + random.nextLong(LATEST_MICROS), "late commit", "outside", name, () -> commitNow(name));
        }
    }

    private void commitNow(String name) {
        Transaction transaction = transactions.get(name);
        if (transaction == null || transaction.fate == Fate.ABORTED) {
            violation = Optional.of(
                    "transaction " + name + " is to be committed, but it was aborted: its records are lost");
        } else if (transaction.fate == Fate.PRE_COMMITTED) {
            transaction.fate = Fate.COMMITTED;
            JobId job = transaction.lineage;
            committed.computeIfAbsent(job, any -> new ArrayList<>()).addAll(transaction.records);
            TreeMap<ModelRecord, String> seen = writers.computeIfAbsent(job, any -> new TreeMap<>());
            for (ModelRecord record : transaction.records) {
                String before = seen.putIfAbsent(record, name);
                if (before != null) {
                    violation = Optional.of(record + " was committed by " + before + " and again by " + name);
                }
            }
        }
    }

    /** What a task does to what lower deployments of its subtask left, when it starts. */
    void abortForeign(TaskId starting, Optional<CheckpointId> restored) {
        transactions.forEach((name, transaction) -> {
            boolean sameSubtask = transaction.owner.job().equals(starting.job())
                    && transaction.owner.subtask().equals(starting.subtask());
            if (sameSubtask
                    && PendingTransactions.isToAbort(
                            Optional.of(transaction.closedBy),
                            transaction.owner.deployment(),
                            restored,
                            starting.deployment())) {
                if (transaction.fate == Fate.COMMITTED) {
                    violation = Optional.of("transaction " + name + " is to be aborted by " + starting
                            + ", restored from " + restored + ", but others have seen it");
                }
                transaction.fate = Fate.ABORTED;
            }
        });
    }
}
