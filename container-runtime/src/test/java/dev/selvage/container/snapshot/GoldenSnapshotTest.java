package dev.selvage.container.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.type.Types;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.CorruptDataException;
import dev.selvage.container.codec.LittleEndian;
import dev.selvage.core.checkpoint.Bytes;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.checkpoint.TaskRestore;
import dev.selvage.core.checkpoint.TaskRestore.ListShare;
import dev.selvage.core.checkpoint.TaskRestore.OperatorShare;
import dev.selvage.core.checkpoint.TaskRestore.Share;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.plan.KeyGroupRange;
import dev.selvage.platform.storage.LocalFileStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What an earlier version wrote is still read, to the last value. A change that makes this fail is a change of the persistent
 * format: give {@link SnapshotSink#VERSION} the next number, go on reading the one before, and keep its file; only then let
 * {@link GoldenFile} write one of the new format.
 */
class GoldenSnapshotTest {
    private static final GoldenFile FILE = new GoldenFile("snapshot-3.bin");
    private static final GoldenFile BEFORE_RELEASE = new GoldenFile("snapshot-2.bin");
    private static final long NOW = 1_000_000;
    private static final int KEYS = 25;
    private static final int CHANGES = 600;
    private static final List<Long> OFFSETS = List.of(7L, 11L, -3L);
    private static final KeyGroupRange ALL = new KeyGroupRange(0, 7);
    private static final SnapshotFiles FILES = new SnapshotFiles(path -> new LocalFileStorage());

    private final TreeMap<Long, KeyModel> models = new TreeMap<>();

    private static CountingSubtask subtask(Optional<TaskRestore> restore) {
        return new CountingSubtask(
                new Codecs(GoldenSnapshotTest.class.getClassLoader()),
                Types.LONG,
                new TaskStates.Split(ALL, 8),
                FILES,
                restore,
                NOW);
    }

    /** The same changes in every run, and in {@link #models} what they come to. */
    private CountingSubtask changed() throws Exception {
        CountingSubtask subtask = subtask(Optional.empty());
        Random random = new Random(42);
        for (int i = 0; i < CHANGES; i++) {
            long key = random.nextInt(KEYS);
            subtask.select(key);
            subtask.change(random, models.computeIfAbsent(key, absent -> new KeyModel()), NOW);
        }
        subtask.offsets.update(OFFSETS);
        return subtask;
    }

    private static CountingSubtask restored(byte[] snapshot) {
        Share share = new Share(
                0,
                new SnapshotHandle.Inline(Bytes.copyOf(snapshot)),
                Optional.of(ALL),
                List.of(new ListShare("offsets", 0, OFFSETS.size())));
        return subtask(Optional.of(new TaskRestore(
                new CheckpointId(1), false, List.of(new OperatorShare(CountingSubtask.COUNTER, List.of(share))))));
    }

    @Test
    void everyValueOfAnEarlierSnapshotIsThere() throws Exception {
        FILE.offer(changed().task, FILES);

        CountingSubtask read = restored(FILE.read());

        assertThat(read.offsets.get()).containsExactlyElementsOf(OFFSETS);
        models.forEach((key, model) -> {
            read.select(key);
            assertThat(read.read())
                    .as("key " + key)
                    .usingRecursiveComparison()
                    .ignoringFields("timers", "briefSince")
                    .isEqualTo(model);
        });
        TreeMap<Long, TreeSet<Long>> fired = new TreeMap<>();
        read.timers()
                .fire(
                        Long.MAX_VALUE,
                        Integer.MAX_VALUE,
                        time -> fired.computeIfAbsent((Long) read.keyed.store().key(), absent -> new TreeSet<>())
                                .add(time));
        TreeMap<Long, TreeSet<Long>> wanted = new TreeMap<>();
        models.forEach((key, model) -> wanted.put(key, new TreeSet<>(model.timers)));
        wanted.values().removeIf(TreeSet::isEmpty);
        assertThat(fired).isEqualTo(wanted);
    }

    @Test
    void aSnapshotOfAnotherFormatIsRefusedWithASentence() throws Exception {
        byte[] later = FILE.read();
        LittleEndian.putLong(later, later.length - 2 * Long.BYTES, SnapshotSink.VERSION + 1);

        assertThatThrownBy(() -> restored(later))
                .isInstanceOf(CorruptDataException.class)
                .hasMessage(
                        "Wanted a snapshot of format 3 in a manifest, found format 4: a later version of Selvage wrote"
                                + " it, which has to read it.");
    }

    /** Nobody has snapshots of such a format but those who built Selvage themselves, so it is refused and not read. */
    @Test
    void aSnapshotOfTheFormatBeforeTheFirstReleaseIsRefusedWithASentence() throws Exception {
        byte[] earlier = BEFORE_RELEASE.read();

        assertThatThrownBy(() -> restored(earlier))
                .isInstanceOf(CorruptDataException.class)
                .hasMessage("Wanted a snapshot of format 3 in a manifest, found format 2: an earlier version of Selvage"
                        + " wrote it, before its first release; start from a snapshot of this version.");
    }

    @Test
    void aDamagedSnapshotIsRefusedWhereverItIsDamaged() throws Exception {
        byte[] sound = FILE.read();
        List<Integer> misread = new ArrayList<>();
        for (int at = 0; at < sound.length; at += 5) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 1;
            try {
                restored(damaged);
                misread.add(at);
            } catch (DamagedSnapshotException | CorruptDataException refused) {
                assertThat(refused).hasMessageContaining("ound ");
            }
        }
        assertThat(misread).as("damage that nobody noticed").isEmpty();
    }
}
