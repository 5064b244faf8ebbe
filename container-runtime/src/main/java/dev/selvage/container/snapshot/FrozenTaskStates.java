package dev.selvage.container.snapshot;

import dev.selvage.container.snapshot.OperatorLists.FrozenList;
import dev.selvage.container.snapshot.SnapshotIndex.KeyedPart;
import dev.selvage.container.snapshot.SnapshotIndex.ListPart;
import dev.selvage.container.snapshot.SnapshotIndex.OperatorPart;
import dev.selvage.container.snapshot.SnapshotIndex.SectionPart;
import dev.selvage.container.state.FrozenKeyedStates;
import dev.selvage.core.checkpoint.ListState;
import dev.selvage.core.checkpoint.OperatorSnapshot;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.id.OperatorId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A task's state as it was at one moment. A thread that may block writes it, or gives it up; until then the task copies what
 * it changes.
 */
public final class FrozenTaskStates {
    private final List<Part> parts;

    /** One operator's state. */
    record Part(OperatorId operator, String name, Optional<FrozenKeyedStates> keyed, List<FrozenList> lists) {}

    /**
     * A snapshot that is durable now, or held in its handle.
     *
     * @param operators what it holds; operators without state are left out
     */
    public record Written(SnapshotHandle handle, List<OperatorSnapshot> operators) {

        public Written {
            operators = List.copyOf(operators);
        }
    }

    FrozenTaskStates(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Writes it all; throws {@link UnwritableStateException} if a value cannot be written.
     *
     * @param file a name that nobody else takes; not taken if the snapshot is small
     * @param inlineLimit up to how many bytes a snapshot goes into its handle
     * @param awaited what may have been begun of it
     * @param isWanted asked now and then: if not, an exception ends it early
     */
    public Written write(
            SnapshotFiles files, String file, int inlineLimit, AwaitedFile awaited, BooleanSupplier isWanted)
            throws IOException {
        SnapshotSink.Target target = new SnapshotSink.Target(files, file, awaited, isWanted);
        try (SnapshotSink sink = new SnapshotSink(target, inlineLimit)) {
            List<OperatorPart> written = new ArrayList<>();
            List<OperatorSnapshot> operators = new ArrayList<>();
            for (Part part : parts) {
                OperatorPart each = write(part, sink);
                if (each.keyed().isPresent() || !each.lists().isEmpty()) {
                    written.add(each);
                    List<ListState> lists = each.lists().stream()
                            .map(list -> new ListState(list.name(), list.spread(), list.entries()))
                            .toList();
                    operators.add(
                            new OperatorSnapshot(part.operator, each.keyed().isPresent(), lists));
                }
            }
            return new Written(sink.finish(new SnapshotIndex(written)), operators);
        } finally {
            giveUp();
        }
    }

    /** The same, with nothing begun. */
    public Written write(SnapshotFiles files, String file, int inlineLimit) throws IOException {
        return write(files, file, inlineLimit, new AwaitedFile(), () -> true);
    }

    /** Says that nothing is read any more; also after it was written. */
    public void giveUp() {
        parts.forEach(part -> part.keyed.ifPresent(FrozenKeyedStates::done));
    }

    private static OperatorPart write(Part part, SnapshotSink sink) throws IOException {
        Optional<KeyedPart> keyed = Optional.empty();
        if (part.keyed.isPresent()) {
            KeyedPart written = write(part.name, part.keyed.get(), sink);
            keyed = Optional.of(written).filter(any -> !any.sections().isEmpty());
        }
        List<ListPart> lists = new ArrayList<>();
        for (FrozenList list : part.lists) {
            if (list.failure().isPresent()) {
                throw list.failure().get();
            }
            sink.beginBlock();
            byte[] bytes = list.bytes().toArray();
            sink.out.writeBytes(bytes, 0, bytes.length);
            lists.add(new ListPart(list.name(), list.spread(), list.schema().text(), list.entries(), sink.endBlock()));
            sink.makeRoom();
        }
        return new OperatorPart(part.operator, keyed, lists);
    }

    private static KeyedPart write(String operator, FrozenKeyedStates states, SnapshotSink sink) throws IOException {
        List<SectionPart> sections = new ArrayList<>();
        for (FrozenKeyedStates.Section section : states.sections()) {
            SectionPart written = new SectionWriter(operator, section, states.keyCodec(), states.now(), sink).write();
            if (written.groups().stream().anyMatch(group -> group.rows() > 0)) {
                sections.add(written);
            }
        }
        return new KeyedPart(states.keyCodec().schema().text(), states.maxParallelism(), sections);
    }
}
