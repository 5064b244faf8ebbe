package dev.selvage.container.snapshot;

import dev.selvage.api.type.DataType;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.snapshot.SnapshotIndex.GroupPart;
import dev.selvage.container.snapshot.SnapshotIndex.KeyedPart;
import dev.selvage.container.snapshot.SnapshotIndex.ListPart;
import dev.selvage.container.snapshot.SnapshotIndex.OperatorPart;
import dev.selvage.container.snapshot.SnapshotIndex.SectionPart;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.StateClasses;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.checkpoint.TaskRestore;
import dev.selvage.core.checkpoint.TaskRestore.ListShare;
import dev.selvage.core.checkpoint.TaskRestore.OperatorShare;
import dev.selvage.core.checkpoint.TaskRestore.Share;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.plan.KeyGroupRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All state of one task. Operators ask for theirs while they are opened; lists are there at once, keyed state after
 * {@link #ready}. Only from the task's thread.
 */
public final class TaskStates implements AutoCloseable {
    private final Codecs codecs;
    private final Split split;
    private final SnapshotFiles files;
    private final boolean mayLeave;
    private final Map<OperatorId, OperatorShare> shares = new HashMap<>();
    private final Map<SnapshotHandle, SnapshotReader> readers = new HashMap<>();
    private final Map<OperatorId, OfOperator> operators = new LinkedHashMap<>();

    /** Which keys are the task's. */
    public record Split(KeyGroupRange groups, int maxParallelism) {}

    /** One operator's state. */
    private record OfOperator(String name, OperatorLists lists, List<KeyedStates> keyed) {}

    /**
     * The state of a task before its operators are open.
     *
     * @param restore what it begins with, if there is anything
     * @param mayLeave whether state in there that no operator asks for may be lost
     */
    public TaskStates(
            Codecs codecs, Split split, SnapshotFiles files, Optional<TaskRestore> restore, boolean mayLeave) {
        this.codecs = codecs;
        this.split = split;
        this.files = files;
        this.mayLeave = mayLeave;
        restore.ifPresent(from -> from.operators().forEach(share -> shares.put(share.operator(), share)));
    }

    /** The lists of an operator, with what a checkpoint has for them. */
    public OperatorLists lists(OperatorId operator, String name) {
        return of(operator, name).lists;
    }

    /**
     * The keyed states of an operator.
     *
     * @param classes shared with the operator's other subtasks
     * @param spaced whether each key has values in several spaces, such as windows
     */
    public KeyedStates keyed(
            OperatorId operator, String name, DataType<?> keyType, StateClasses classes, boolean spaced) {
        OfOperator own = of(operator, name);
        if (!own.keyed.isEmpty()) {
            throw new IllegalStateException("The keyed state of '" + name + "' was asked for twice.");
        }
        KeyedStates made = new KeyedStates(name, keyType, codecs, classes, split.groups, split.maxParallelism, spaced);
        own.keyed.add(made);
        return made;
    }

    private OfOperator of(OperatorId operator, String name) {
        OfOperator known = operators.get(operator);
        if (known != null) {
            return known;
        }
        OfOperator made = new OfOperator(name, new OperatorLists(name, codecs), new ArrayList<>(1));
        try {
            for (Share share : sharesOf(operator)) {
                restoreLists(operator, share, made.lists);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        operators.put(operator, made);
        return made;
    }

    private List<Share> sharesOf(OperatorId operator) {
        OperatorShare share = shares.get(operator);
        return share == null ? List.of() : share.shares();
    }

    private void restoreLists(OperatorId operator, Share share, OperatorLists lists) throws IOException {
        if (share.lists().isEmpty()) {
            return;
        }
        SnapshotReader reader = reader(share.handle());
        for (ListPart list : part(reader, operator).lists()) {
            for (ListShare mine : share.lists()) {
                if (mine.name().equals(list.name())) {
                    lists.restore(new OperatorLists.Restored(reader, list, mine.first(), mine.count()));
                }
            }
        }
    }

    /** All operators are open: keyed state is laid out, and what a checkpoint has for it is put in. */
    public void ready() {
        // Whoever did not ask for anything is asked here what is to become of what it has.
        shares.keySet().forEach(operator -> of(operator, operator.toString()));
        try {
            for (Map.Entry<OperatorId, OfOperator> each : operators.entrySet()) {
                OfOperator operator = each.getValue();
                operator.keyed.forEach(KeyedStates::layOut);
                operator.lists.ready(mayLeave);
                for (Share share : sharesOf(each.getKey())) {
                    if (share.keyGroups().isPresent()) {
                        restoreKeyed(
                                each.getKey(),
                                operator,
                                share,
                                share.keyGroups().get());
                    }
                }
            }
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restoreKeyed(OperatorId id, OfOperator operator, Share share, KeyGroupRange groups)
            throws IOException {
        SnapshotReader reader = reader(share.handle());
        Optional<KeyedPart> keyed = part(reader, id).keyed();
        if (keyed.isEmpty()) {
            return;
        }
        if (operator.keyed.isEmpty()) {
            if (mayLeave) {
                return;
            }
            throw new UnreadableStateException("The checkpoint has keyed state of '" + operator.name
                    + "', which has no keys any more: key its input again, give it another uid, or set"
                    + " execution.state-recovery.ignore-unclaimed-state to lose the state.");
        }
        KeyedStates states = operator.keyed.get(0);
        checkKeys(operator.name, keyed.get(), states);
        for (SectionPart section : keyed.get().sections()) {
            SectionReader rows = new SectionReader(operator.name, section, states, mayLeave);
            for (int group = groups.first(); group <= groups.last(); group++) {
                GroupPart part = section.groups().get(group - section.firstGroup());
                if (part.rows() > 0) {
                    rows.read(part.rows(), reader.block(part.block()));
                }
            }
        }
    }

    private void checkKeys(String operator, KeyedPart written, KeyedStates states) {
        String keySchema = states.keyCodec().schema().text();
        if (!written.keySchema().equals(keySchema)) {
            throw new UnreadableStateException("The keys of '" + operator + "' were written as " + written.keySchema()
                    + ", and are " + keySchema + " now: state belongs to keys of one type, so give them that type"
                    + " again, or the operator another uid.");
        }
        if (written.maxParallelism() != split.maxParallelism) {
            throw new UnreadableStateException("The state of '" + operator + "' was split by the maximum parallelism "
                    + written.maxParallelism() + ", and it is " + split.maxParallelism + " now: set it back.");
        }
    }

    private static OperatorPart part(SnapshotReader reader, OperatorId operator) {
        return reader.index()
                .operator(operator)
                .orElseThrow(() -> new UnreadableStateException("Wanted state of operator " + operator
                        + " in a snapshot of which the manifest says so, found none: the checkpoint is damaged."));
    }

    private SnapshotReader reader(SnapshotHandle handle) throws IOException {
        SnapshotReader known = readers.get(handle);
        if (known == null) {
            known = SnapshotReader.open(handle, files);
            readers.put(handle, known);
        }
        return known;
    }

    /** Tells all states what time it is: values expire by it. */
    public void time(long millis) {
        for (OfOperator operator : operators.values()) {
            for (KeyedStates keyed : operator.keyed) {
                keyed.time(millis);
            }
        }
    }

    /** What the task holds now. It costs a reference per page of keyed state, and the bytes of its lists. */
    public FrozenTaskStates freeze() {
        List<FrozenTaskStates.Part> parts = new ArrayList<>();
        operators.forEach((id, operator) -> parts.add(new FrozenTaskStates.Part(
                id,
                operator.name,
                operator.keyed.stream().findFirst().map(KeyedStates::freeze),
                operator.lists.freeze())));
        return new FrozenTaskStates(parts);
    }

    @Override
    public void close() throws IOException {
        for (SnapshotReader reader : readers.values()) {
            reader.close();
        }
        readers.clear();
    }
}
