package dev.selvage.core.simulation.job;

import dev.selvage.core.checkpoint.ListState;
import dev.selvage.core.checkpoint.OperatorSnapshot;
import dev.selvage.core.checkpoint.PendingTransactions;
import dev.selvage.core.checkpoint.PendingTransactions.Pending;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.checkpoint.TaskRestore;
import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.plan.KeyGroups;
import dev.selvage.core.plan.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** What a modelled task computes and keeps: a source's positions, a counter's counts, a sink's transactions. */
final class TaskWork {

    private final JobBug bug;
    private final ModelJob job;
    private final Vertex vertex;
    private final TaskId task;
    private final ModelJob.Role role;
    private final OutsideSystem outside;

    private final TreeMap<Integer, Integer> positions = new TreeMap<>();
    private final TreeMap<Integer, Integer> counts = new TreeMap<>();
    private final PendingTransactions<String> transactions = new PendingTransactions<>();
    private final TreeSet<String> committing = new TreeSet<>();
    private final List<ModelRecord> open = new ArrayList<>();
    private Optional<CheckpointId> decided = Optional.empty();

    TaskWork(JobBug bug, ModelJob job, TaskId task, OutsideSystem outside) {
        this.bug = bug;
        this.job = job;
        this.vertex = job.vertex(task.subtask().vertex());
        this.task = task;
        this.role = ModelJob.roleOf(vertex);
        this.outside = outside;
    }

    JobBug bug() {
        return bug;
    }

    /** Reads what the task begins with; returns what it did not find. */
    Optional<String> restore(Optional<TaskRestore> restore, DurableStore store) {
        Optional<CheckpointId> restored = restore.map(TaskRestore::checkpoint);
        if (restore.isEmpty()) {
            if (role == ModelJob.Role.SOURCE) {
                job.splitsOf(vertex, task.subtask().index()).forEach(split -> positions.put(split, 0));
            }
        } else {
            for (TaskRestore.OperatorShare operator : restore.get().operators()) {
                for (TaskRestore.Share share : operator.shares()) {
                    String file = ((SnapshotHandle.InFile) share.handle()).file();
                    Optional<ModelSnapshot> snapshot = store.soundSnapshot(file);
                    if (snapshot.isEmpty()) {
                        return Optional.of(file);
                    }
                    read(share, snapshot.get());
                }
            }
        }
        if (role == ModelJob.Role.SINK) {
            outside.abortForeign(task, bug == JobBug.EVERYTHING_ABORTED ? Optional.empty() : restored);
            decided = restored;
        }
        return Optional.empty();
    }

    private void read(TaskRestore.Share share, ModelSnapshot snapshot) {
        share.keyGroups()
                .ifPresent(range -> snapshot.counts().forEach((key, count) -> {
                    if (range.contains(KeyGroups.of(ModelRecord.hash(key), vertex.maxParallelism()))) {
                        counts.put(key, count);
                    }
                }));
        for (TaskRestore.ListShare list : share.lists()) {
            for (int entry = list.first(); entry < list.first() + list.count(); entry++) {
                if (list.name().equals("splits")) {
                    ModelSnapshot.Position position = snapshot.positions().get(entry);
                    positions.put(position.split(), position.next());
                } else {
                    transactions.restored(List.of(snapshot.transactions().get(entry)));
                }
            }
        }
    }

    /** A source's next record, if it has one left. */
    Optional<ModelRecord> next() {
        for (int split : positions.keySet()) {
            int number = positions.getOrDefault(split, 0);
            if (number < job.lengthOfSplit(split)) {
                positions.put(split, number + 1);
                return Optional.of(new ModelRecord(ModelJob.pipelineOf(vertex), split, number, 0));
            }
        }
        return Optional.empty();
    }

    /** Whether a source has nothing left. */
    boolean isThrough() {
        return positions.entrySet().stream().allMatch(entry -> entry.getValue() == job.lengthOfSplit(entry.getKey()));
    }

    /** Processes a record; what goes on to the outputs, if anything. */
    Optional<ModelRecord> process(ModelRecord record) {
        if (role == ModelJob.Role.COUNT) {
            return Optional.of(record.counted(counts.merge(record.key(), 1, Integer::sum)));
        }
        if (job.hasPlainSinks()) {
            outside.show(record, job.lineage());
        } else {
            open.add(record);
        }
        return Optional.empty();
    }

    int route(ModelRecord record, int outputs) {
        int group = KeyGroups.of(ModelRecord.hash(record.key()), ModelJob.KEY_GROUPS);
        return KeyGroups.subtaskOf(group, outputs, ModelJob.KEY_GROUPS);
    }

    /** Cuts here: what the sink wrote so far becomes a transaction that is kept. */
    ModelSnapshot snapshot(TaskId owner, CheckpointId checkpoint) {
        if (bug == JobBug.FORGOTTEN_TRANSACTIONS) {
            transactions.snapshot().forEach(pending -> transactions.committed(pending.transaction()));
        }
        if (!open.isEmpty()) {
            String name = owner + "@" + checkpoint + " of " + owner.job();
            outside.preCommit(name, owner, job.lineage(), checkpoint, open);
            transactions.preCommitted(checkpoint, name);
            open.clear();
        }
        List<ModelSnapshot.Position> cut = new ArrayList<>();
        positions.forEach((split, next) -> cut.add(new ModelSnapshot.Position(split, next)));
        return new ModelSnapshot(cut, new TreeMap<>(counts), transactions.snapshot());
    }

    TaskSnapshot describe(TaskId owner, String file, ModelSnapshot snapshot, boolean atEndOfInput) {
        OperatorId operator = vertex.chain().get(0).id();
        OperatorSnapshot described = switch (role) {
            case SOURCE ->
                new OperatorSnapshot(
                        operator,
                        false,
                        List.of(new ListState(
                                "splits",
                                ListState.Spread.SPLIT,
                                snapshot.positions().size())));
            case COUNT -> new OperatorSnapshot(operator, true, List.of());
            case SINK ->
                new OperatorSnapshot(
                        operator,
                        false,
                        List.of(new ListState(
                                "transactions",
                                ListState.Spread.SPLIT,
                                snapshot.transactions().size())));
        };
        return new TaskSnapshot(owner, new SnapshotHandle.InFile(file, 0, 1, 0), atEndOfInput, List.of(described));
    }

    void decided(CheckpointId checkpoint) {
        if (decided.isEmpty() || decided.get().compareTo(checkpoint) < 0) {
            decided = Optional.of(checkpoint);
        }
    }

    /** Commits what is decided and not on its way; what got lost on its way is tried again at a later turn. */
    void commitWhatIsDecided(BooleanSupplier stillThere) {
        for (String name : decidedAndPending()) {
            if (committing.add(name)) {
                outside.commit(name, confirmed -> {
                    if (stillThere.getAsBoolean()) {
                        committing.remove(name);
                        if (confirmed) {
                            transactions.committed(name);
                        }
                    }
                });
            }
        }
    }

    private List<String> decidedAndPending() {
        return decided.map(transactions::toCommit).orElse(List.of());
    }

    boolean allDecidedIsCommitted() {
        return decidedAndPending().isEmpty();
    }

    /** Whether this checkpoint is decided, and all up to it committed. */
    boolean isSettledAt(CheckpointId checkpoint) {
        return decided.isPresent()
                && decided.get().compareTo(checkpoint) >= 0
                && transactions.snapshot().stream()
                        .map(Pending::checkpoint)
                        .noneMatch(it -> it.compareTo(checkpoint) <= 0);
    }
}
