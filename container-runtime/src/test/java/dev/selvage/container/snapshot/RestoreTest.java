package dev.selvage.container.snapshot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.StateTtlConfig;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.CorruptDataException;
import dev.selvage.container.codec.LittleEndian;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.StateClasses;
import dev.selvage.core.checkpoint.Bytes;
import dev.selvage.core.checkpoint.ListState.Spread;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.checkpoint.TaskRestore;
import dev.selvage.core.checkpoint.TaskRestore.ListShare;
import dev.selvage.core.checkpoint.TaskRestore.OperatorShare;
import dev.selvage.core.checkpoint.TaskRestore.Share;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.plan.KeyGroupRange;
import dev.selvage.platform.storage.LocalFileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changed job goes on from what an earlier one wrote, or says why it cannot. */
class RestoreTest {
    private static final OperatorId OPERATOR = OperatorId.ofUid("one");
    private static final KeyGroupRange ALL = new KeyGroupRange(0, 7);
    private static final KeyHash HASH = KeyHash.of(Long.class);
    private static final SnapshotFiles FILES = new SnapshotFiles(path -> new LocalFileStorage());

    /** How a value was. */
    record OldTotal(long sum, int count, boolean gone) {}

    /** How it is: wider. */
    record NewTotal(long added, int count, long sum) {}

    /** How it is: no longer of one width. */
    record TagTotal(String name, long sum) {}

    private final Codecs codecs = new Codecs(RestoreTest.class.getClassLoader());

    private TaskStates task(Optional<TaskRestore> restore, boolean mayLeave) {
        return new TaskStates(codecs, new TaskStates.Split(ALL, 8), FILES, restore, mayLeave);
    }

    private TaskStates later(FrozenTaskStates.Written written, boolean mayLeave, ListShare... lists) {
        return task(Optional.of(restoreOf(written.handle(), lists)), mayLeave);
    }

    private static TaskRestore restoreOf(SnapshotHandle handle, ListShare... lists) {
        Share share = new Share(0, handle, Optional.of(ALL), List.of(lists));
        return new TaskRestore(new CheckpointId(1), false, List.of(new OperatorShare(OPERATOR, List.of(share))));
    }

    private static KeyedStates keyed(TaskStates task, DataType<?> keyType) {
        return task.keyed(OPERATOR, "adder", keyType, new StateClasses(), false);
    }

    private static <T> ValueState<T> value(KeyedStates states, String name, Class<T> type) {
        return states.value(new ValueStateDescriptor<>(name, type));
    }

    private static FrozenTaskStates.Written write(TaskStates task) throws IOException {
        return task.freeze().write(FILES, "file", 1 << 20);
    }

    /** One key with a total of 7 and a name. */
    private FrozenTaskStates.Written former() throws IOException {
        TaskStates task = task(Optional.empty(), false);
        KeyedStates states = keyed(task, Types.LONG);
        ValueState<OldTotal> total = value(states, "total", OldTotal.class);
        ValueState<String> name = value(states, "name", String.class);
        task.ready();
        states.store().select(HASH.hash(1L), null);
        total.update(new OldTotal(7, 2, true));
        name.update("seven");
        return write(task);
    }

    /** As if the class had been called so when it was written. */
    private FrozenTaskStates.Written formerAs(String name) throws IOException {
        FrozenTaskStates.Written written = former();
        byte[] bytes = ((SnapshotHandle.Inline) written.handle()).bytes().toArray();
        byte[] renamed = new String(bytes, ISO_8859_1).replace("OldTotal", name).getBytes(ISO_8859_1);
        int footer = renamed.length - SnapshotSink.FOOTER;
        int index = (int) LittleEndian.getLong(renamed, footer);
        CRC32C sum = new CRC32C();
        sum.update(renamed, index, footer - index);
        LittleEndian.putLong(renamed, footer + Long.BYTES, sum.getValue());
        return new FrozenTaskStates.Written(new SnapshotHandle.Inline(Bytes.copyOf(renamed)), written.operators());
    }

    @Test
    void aFlatValueMayGetOtherFields() throws IOException {
        TaskStates task = later(formerAs("NewTotal"), false);
        KeyedStates states = keyed(task, Types.LONG);
        ValueState<String> name = value(states, "name", String.class);
        ValueState<NewTotal> total = value(states, "total", NewTotal.class);
        task.ready();
        states.store().select(HASH.hash(1L), null);
        assertThat(total.value()).isEqualTo(new NewTotal(0, 2, 7));
        assertThat(name.value()).isEqualTo("seven");
    }

    @Test
    void aFlatValueMayLoseItsFixedWidth() throws IOException {
        TaskStates task = later(formerAs("TagTotal"), true);
        KeyedStates states = keyed(task, Types.LONG);
        ValueState<TagTotal> total = value(states, "total", TagTotal.class);
        task.ready();
        states.store().select(HASH.hash(1L), null);
        assertThat(total.value().sum()).isEqualTo(7);
    }

    @Test
    void stateThatNobodyAsksForIsLostOnlyWithLeave() throws IOException {
        FrozenTaskStates.Written written = former();
        TaskStates strict = later(written, false);
        value(keyed(strict, Types.LONG), "name", String.class);
        assertThatThrownBy(strict::ready)
                .isInstanceOf(UnreadableStateException.class)
                .hasMessageContaining("'total' of 'adder'")
                .hasMessageContaining("ignore-unclaimed-state");

        TaskStates lenient = later(written, true);
        KeyedStates states = keyed(lenient, Types.LONG);
        ValueState<String> name = value(states, "name", String.class);
        lenient.ready();
        states.store().select(HASH.hash(1L), null);
        assertThat(name.value()).isEqualTo("seven");

        assertThatThrownBy(() -> later(written, false).ready()).hasMessageContaining("no keys any more");
    }

    private static KeyedStates spaced(TaskStates task) {
        return task.keyed(OPERATOR, "windows", Types.LONG, new StateClasses(), true);
    }

    private static KeyedStates sliced(TaskStates task) {
        KeyedStates states = keyed(task, Types.LONG);
        states.slices();
        return states;
    }

    @Test
    void stateOfSessionsIsNoStateOfWindowsInSlices() throws IOException {
        TaskStates sessions = task(Optional.empty(), false);
        KeyedStates states = spaced(sessions);
        ValueState<Long> contents = value(states, "contents", Long.class);
        sessions.ready();
        states.store().select(HASH.hash(1L), null);
        states.store().select(4_711);
        contents.update(1L);
        FrozenTaskStates.Written written = write(sessions);

        TaskStates task = later(written, true);
        value(sliced(task), "contents", Long.class);
        assertThatThrownBy(task::ready)
                .isInstanceOf(UnreadableStateException.class)
                .hasMessageContaining("another uid");
    }

    @Test
    void stateOfWindowsInSlicesIsNoStateOfSessionsNorOfKeys() throws IOException {
        TaskStates windows = task(Optional.empty(), false);
        KeyedStates states = sliced(windows);
        ValueState<Long> contents = value(states, "contents", Long.class);
        windows.ready();
        states.store().select(HASH.hash(1L), null);
        states.slices().enter(1_000);
        contents.update(1L);
        FrozenTaskStates.Written written = write(windows);

        TaskStates sessions = later(written, true);
        value(spaced(sessions), "contents", Long.class);
        assertThatThrownBy(sessions::ready).hasMessageContaining("another uid");
        TaskStates keys = later(written, true);
        value(keyed(keys, Types.LONG), "contents", Long.class);
        assertThatThrownBy(keys::ready).hasMessageContaining("another uid");
        TaskStates again = later(written, false);
        value(sliced(again), "contents", Long.class);
        again.ready();
    }

    @Test
    void keysOfAnotherTypeAreRefused() throws IOException {
        TaskStates task = later(former(), false);
        KeyedStates states = keyed(task, Types.STRING);
        value(states, "total", OldTotal.class);
        value(states, "name", String.class);
        assertThatThrownBy(task::ready).hasMessageContaining("The keys of 'adder' were written as long");
    }

    @Test
    void aTypeThatCannotChangeLikeThisIsNamed() throws IOException {
        TaskStates task = later(former(), false);
        KeyedStates states = keyed(task, Types.LONG);
        value(states, "total", String.class);
        value(states, "name", String.class);
        assertThatThrownBy(task::ready).hasMessageContaining("The state 'total' of 'adder' cannot be read");
    }

    @Test
    void aStateThatBeginsToExpireHasItsFullLife() throws IOException {
        TaskStates task = later(former(), true);
        KeyedStates states = keyed(task, Types.LONG);
        ValueStateDescriptor<OldTotal> expiring = new ValueStateDescriptor<>("total", OldTotal.class);
        expiring.enableTimeToLive(StateTtlConfig.of(Duration.ofMillis(10)));
        ValueState<OldTotal> total = states.value(expiring);
        task.time(1000);
        task.ready();
        task.time(1009);
        states.store().select(HASH.hash(1L), null);
        assertThat(total.value()).isEqualTo(new OldTotal(7, 2, true));
        task.time(1010);
        states.store().select(HASH.hash(1L), null);
        assertThat(total.value()).isNull();
    }

    @Test
    void whatHasExpiredIsNotWritten() throws IOException {
        TaskStates task = task(Optional.empty(), false);
        KeyedStates states = keyed(task, Types.LONG);
        ValueStateDescriptor<Long> expiring = new ValueStateDescriptor<>("total", Long.class);
        expiring.enableTimeToLive(StateTtlConfig.of(Duration.ofMillis(10)));
        ValueState<Long> total = states.value(expiring);
        task.ready();
        states.store().select(HASH.hash(1L), null);
        total.update(1L);
        assertThat(write(task).operators()).hasSize(1);
        task.time(10);
        assertThat(write(task).operators()).isEmpty();
    }

    @Test
    void entriesOfListsAreReadByTheirPlace() throws IOException {
        TaskStates task = task(Optional.empty(), false);
        ListStateDescriptor<String> descriptor = new ListStateDescriptor<>("parts", String.class);
        task.lists(OPERATOR, "lister").getListState(descriptor).addAll(List.of("a", "b", "c", "d"));
        FrozenTaskStates.Written written = write(task);
        assertThat(written.operators().get(0).lists())
                .containsExactly(new dev.selvage.core.checkpoint.ListState("parts", Spread.SPLIT, 4));

        TaskStates next = later(written, false, new ListShare("parts", 1, 2));
        ListState<String> parts = next.lists(OPERATOR, "lister").getListState(descriptor);
        assertThat(parts.get()).containsExactly("b", "c");
        next.ready();
        assertThat(parts.get()).containsExactly("b", "c");

        assertThatThrownBy(() ->
                        later(written, false, new ListShare("parts", 0, 1)).ready())
                .hasMessageContaining("the list 'parts'");
    }

    @Test
    void aFileThatIsNotThereIsDamageAndItsNameIsTold() {
        SnapshotHandle gone = new SnapshotHandle.InFile("/not/there/snapshot", 0, 100, 7);
        TaskStates task = task(Optional.of(restoreOf(gone, new ListShare("none", 0, 1))), true);
        assertThatThrownBy(() -> task.lists(OPERATOR, "lister"))
                .isInstanceOf(DamagedSnapshotException.class)
                .hasMessageContaining("/not/there/snapshot");
    }

    @Test
    void damageIsNoticed() throws IOException {
        SnapshotHandle.Inline whole = (SnapshotHandle.Inline) former().handle();
        for (int at = 0; at < whole.bytes().size(); at++) {
            byte[] bytes = whole.bytes().toArray();
            bytes[at] ^= 4;
            SnapshotHandle broken = new SnapshotHandle.Inline(Bytes.copyOf(bytes));
            TaskStates task = task(Optional.of(restoreOf(broken, new ListShare("none", 0, 1))), true);
            assertThatThrownBy(() -> {
                        keyed(task, Types.LONG);
                        task.ready();
                    })
                    .as("byte %s", at)
                    .isInstanceOfAny(DamagedSnapshotException.class, CorruptDataException.class);
        }
    }

    @Test
    void aFileThatIsCutOffAnywhereIsDamage(@TempDir Path directory) throws IOException {
        byte[] all = ((SnapshotHandle.Inline) former().handle()).bytes().toArray();
        Path file = directory.resolve("snapshot");
        long sum = LittleEndian.getLong(all, all.length - SnapshotSink.FOOTER + Long.BYTES);
        SnapshotHandle handle = new SnapshotHandle.InFile(file.toString(), 0, all.length, sum);
        for (int length = 0; length < all.length; length++) {
            Files.write(file, Arrays.copyOf(all, length));
            assertThatThrownBy(() -> SnapshotReader.open(handle, FILES))
                    .as("%s of %s bytes", length, all.length)
                    .isInstanceOf(DamagedSnapshotException.class);
        }
        Files.write(file, all);
        SnapshotReader.open(handle, FILES).close();
    }
}
