package dev.selvage.core.jobmanager.checkpoints;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.VertexId;
import dev.selvage.core.jobmanager.view.CheckpointView;
import dev.selvage.core.jobmanager.view.CheckpointsView;
import dev.selvage.core.message.CheckpointOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Remembers what became of a job's checkpoints, for people who look at it. It follows what the coordinator wants done and decides
 * nothing, so that nothing goes wrong with a job if it is wrong.
 */
public final class CheckpointHistory {

    private final int longest;
    /** The newest first. */
    private final ArrayDeque<CheckpointView> past = new ArrayDeque<>();

    private Optional<Progress> pending = Optional.empty();
    private Optional<CheckpointView> completed = Optional.empty();
    private Optional<CheckpointView> savepoint = Optional.empty();
    private Optional<CheckpointView> failed = Optional.empty();
    private Optional<CheckpointsView.Restored> restored = Optional.empty();
    private long completions;
    private long failures;
    private long restores;
    private CheckpointsView.Spread bytes = CheckpointsView.NONE.bytes();
    private CheckpointsView.Spread durations = CheckpointsView.NONE.durationMillis();

    /** The one on its way. */
    private static final class Progress {
        final CheckpointOrder order;
        final TreeSet<TaskId> awaited;
        final TreeMap<VertexId, CheckpointView.Share> shares = new TreeMap<>();
        Optional<CheckpointReference> written = Optional.empty();

        Progress(CheckpointOrder order, Collection<TaskId> tasks) {
            this.order = order;
            this.awaited = new TreeSet<>(tasks);
            tasks.forEach(task -> shares.merge(
                    task.subtask().vertex(),
                    new CheckpointView.Share(task.subtask().vertex(), 1, 0, 0, OptionalLong.empty()),
                    (all, one) -> new CheckpointView.Share(all.vertex(), all.tasks() + 1, 0, 0, all.lastMillis())));
        }

        void acknowledged(TaskSnapshot snapshot, long nowMillis) {
            if (awaited.remove(snapshot.task())) {
                shares.computeIfPresent(
                        snapshot.task().subtask().vertex(),
                        (vertex, share) -> new CheckpointView.Share(
                                vertex,
                                share.tasks(),
                                share.acknowledged() + 1,
                                share.bytes() + size(snapshot.handle()),
                                OptionalLong.of(nowMillis)));
            }
        }

        private static long size(SnapshotHandle handle) {
            if (handle instanceof SnapshotHandle.InFile file) {
                return file.length();
            }
            return handle instanceof SnapshotHandle.Inline inline
                    ? inline.bytes().size()
                    : 0;
        }

        CheckpointView view(
                OptionalLong endedAtMillis, Optional<CheckpointReference> reference, Optional<Failure> why) {
            return new CheckpointView(order, endedAtMillis, reference, false, why, List.copyOf(shares.values()));
        }
    }

    /**
     * The history of a job that begins, or is taken up.
     *
     * @param longest how many of those that are over are remembered
     */
    public CheckpointHistory(int longest) {
        this.longest = longest;
    }

    /** The coordinator wants this done. */
    public void follow(CheckpointAction action, long nowMillis) {
        if (action instanceof CheckpointAction.Trigger it) {
            pending = Optional.of(new Progress(it.order(), it.tasks()));
        } else if (action instanceof CheckpointAction.WritePointer it) {
            pending(it.decides())
                    .ifPresent(progress -> progress.written = it.pointer().newest());
        } else if (action instanceof CheckpointAction.TellDecided it) {
            pending(it.checkpoint()).ifPresent(progress -> complete(progress, progress.written, nowMillis));
        } else if (action instanceof CheckpointAction.SavepointDone it) {
            pending(it.savepoint().checkpoint())
                    .ifPresent(progress -> complete(progress, Optional.of(it.savepoint()), nowMillis));
        } else if (action instanceof CheckpointAction.TellAborted it) {
            pending(it.checkpoint()).ifPresent(progress -> fail(progress, it.reason(), nowMillis));
        } else if (action instanceof CheckpointAction.DeleteObsolete it) {
            delete(it.checkpoint());
        }
    }

    /** Tasks have made their part durable; those that do not take part are stale. */
    public void acknowledged(CheckpointId checkpoint, List<TaskSnapshot> snapshots, long nowMillis) {
        pending(checkpoint)
                .ifPresent(progress -> snapshots.forEach(snapshot -> progress.acknowledged(snapshot, nowMillis)));
    }

    /** Tasks are told to begin with this one. */
    public void restored(CheckpointId checkpoint, CheckpointKind kind, long nowMillis) {
        restores++;
        restored = Optional.of(new CheckpointsView.Restored(checkpoint, kind, nowMillis));
    }

    private Optional<Progress> pending(CheckpointId checkpoint) {
        return pending.filter(progress -> progress.order.checkpoint().equals(checkpoint));
    }

    private void complete(Progress progress, Optional<CheckpointReference> reference, long nowMillis) {
        CheckpointView view = progress.view(OptionalLong.of(nowMillis), reference, Optional.empty());
        completions++;
        bytes = bytes.and(view.bytes());
        durations = durations.and(view.durationMillis().orElse(0));
        if (progress.order.kind() == CheckpointKind.SAVEPOINT) {
            savepoint = Optional.of(view);
        } else {
            completed = Optional.of(view);
        }
        keep(view);
    }

    private void fail(Progress progress, Failure reason, long nowMillis) {
        CheckpointView view = progress.view(OptionalLong.of(nowMillis), Optional.empty(), Optional.of(reason));
        failures++;
        failed = Optional.of(view);
        keep(view);
    }

    private void keep(CheckpointView view) {
        pending = Optional.empty();
        past.addFirst(view);
        while (past.size() > longest) {
            past.removeLast();
        }
    }

    private void delete(CheckpointReference deleted) {
        UnaryOperator<CheckpointView> note =
                view -> view.reference().filter(deleted::equals).isPresent() ? view.afterDeletion() : view;
        List<CheckpointView> noted = past.stream().map(note).toList();
        past.clear();
        past.addAll(noted);
        completed = completed.map(note);
        savepoint = savepoint.map(note);
    }

    /**
     * What there is to be seen.
     *
     * @param newest the decided checkpoint that the job would go on from now
     */
    public CheckpointsView view(Optional<CheckpointReference> newest) {
        List<CheckpointView> all = new ArrayList<>();
        pending.ifPresent(progress -> all.add(progress.view(OptionalLong.empty(), Optional.empty(), Optional.empty())));
        all.addAll(past);
        return new CheckpointsView(
                new CheckpointsView.Counts(restores, completions, failures, pending.isPresent() ? 1 : 0),
                all,
                new CheckpointsView.Latest(completed, savepoint, failed, restored),
                bytes,
                durations,
                newest);
    }
}
