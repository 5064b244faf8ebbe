package dev.selvage.core.checkpoint;

import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Operator;
import dev.selvage.core.plan.Vertex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a checkpoint consists of, by exact names: nothing is ever found by listing a directory.
 *
 * @param epoch the leader that triggered and completed it
 * @param operators every operator of the plan, with or without state
 */
public record Manifest(
        JobId job,
        CheckpointId checkpoint,
        LeaderEpoch epoch,
        CheckpointKind kind,
        long triggeredAtMillis,
        List<OperatorState> operators) {

    public Manifest {
        operators = List.copyOf(operators);
    }

    /** Sorts tasks' snapshots by operator. */
    public static Manifest of(
            ExecutionPlan plan,
            CheckpointId checkpoint,
            LeaderEpoch epoch,
            CheckpointKind kind,
            long triggeredAtMillis,
            Collection<TaskSnapshot> snapshots,
            NavigableSet<SubtaskId> finished) {
        SortedMap<SubtaskId, TaskSnapshot> bySubtask = new TreeMap<>();
        snapshots.forEach(snapshot -> bySubtask.put(snapshot.task().subtask(), snapshot));
        List<OperatorState> operators = new ArrayList<>();
        for (Vertex vertex : plan.vertices()) {
            List<Integer> finishedSubtasks = vertex.subtasks().stream()
                    .filter(finished::contains)
                    .map(SubtaskId::index)
                    .toList();
            for (Operator operator : vertex.chain()) {
                operators.add(new OperatorState(
                        operator.id(),
                        operator.name(),
                        operator.uid(),
                        vertex.parallelism(),
                        vertex.maxParallelism(),
                        parts(vertex, operator.id(), bySubtask),
                        finishedSubtasks));
            }
        }
        return new Manifest(plan.job(), checkpoint, epoch, kind, triggeredAtMillis, operators);
    }

    private static List<OperatorState.Part> parts(
            Vertex vertex, OperatorId operator, SortedMap<SubtaskId, TaskSnapshot> bySubtask) {
        List<OperatorState.Part> parts = new ArrayList<>();
        for (SubtaskId subtask : vertex.subtasks()) {
            TaskSnapshot snapshot = bySubtask.get(subtask);
            if (snapshot != null) {
                snapshot.operators().stream()
                        .filter(state -> state.operator().equals(operator))
                        .map(state -> new OperatorState.Part(
                                subtask.index(),
                                snapshot.handle(),
                                state.keyed() ? Optional.of(vertex.keyGroupsOf(subtask.index())) : Optional.empty(),
                                state.lists()))
                        .forEach(parts::add);
            }
        }
        return parts;
    }

    public Optional<OperatorState> operator(OperatorId id) {
        return operators.stream().filter(state -> state.operator().equals(id)).findFirst();
    }

    /** The same with other names for its files, such as when they are seen from elsewhere. */
    public Manifest withFiles(UnaryOperator<String> names) {
        List<OperatorState> renamed = operators.stream()
                .map(state -> new OperatorState(
                        state.operator(),
                        state.name(),
                        state.uid(),
                        state.parallelism(),
                        state.maxParallelism(),
                        state.parts().stream()
                                .map(part -> new OperatorState.Part(
                                        part.subtask(),
                                        part.handle() instanceof SnapshotHandle.InFile file
                                                ? file.called(names.apply(file.file()))
                                                : part.handle(),
                                        part.keyGroups(),
                                        part.lists()))
                                .toList(),
                        state.finished()))
                .toList();
        return new Manifest(job, checkpoint, epoch, kind, triggeredAtMillis, renamed);
    }

    /** The files that it names, each once, in order. */
    public List<String> files() {
        return operators.stream()
                .flatMap(state -> state.parts().stream())
                .map(OperatorState.Part::handle)
                .flatMap(handle -> handle instanceof SnapshotHandle.InFile inFile
                        ? Optional.of(inFile.file()).stream()
                        : Optional.<String>empty().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
