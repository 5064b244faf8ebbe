package dev.selvage.jobmanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PointerNameTest {

    private static final JobId JOB = new JobId(0, 7);

    private static CheckpointReference reference(long checkpoint, long epoch, long checksum) {
        return new CheckpointReference(
                new CheckpointId(checkpoint), "chk-" + checkpoint + "-of-" + epoch + "/_metadata", checksum);
    }

    private static Pointer pointer(CheckpointReference... retained) {
        return new Pointer(JOB, new LeaderEpoch(3), List.of(retained));
    }

    @Test
    void aNameSaysAllThatAPointerSays() {
        Pointer pointer = pointer(reference(17, 3, 0x1a2b3c4d), reference(16, 2, 0xffaabbccL), reference(9, 2, 0));

        String name = PointerName.of(pointer).orElseThrow();

        // What leaders of other releases have left has to stay readable.
        assertThat(name).isEqualTo("pointer-17-by-3-17.3.1a2b3c4d-16.2.ffaabbcc-9.2.00000000");
        assertThat(PointerName.read(JOB, name)).contains(pointer);
        assertThat(StoredNames.number(name, StoredNames.POINTER)).hasValue(17);
    }

    @Test
    void noNameSaysLess() {
        CheckpointReference savepoint =
                new CheckpointReference(new CheckpointId(17), "hdfs://n/savepoints/s/_metadata", 1);
        CheckpointReference ofAnotherNumber = new CheckpointReference(new CheckpointId(17), "chk-8-of-3/_metadata", 1);
        CheckpointReference elsewhere = new CheckpointReference(new CheckpointId(17), "chk-17-of-3/manifest", 1);
        CheckpointReference[] many = LongStream.iterate(900, checkpoint -> checkpoint - 1)
                .limit(20)
                .mapToObj(checkpoint -> reference(checkpoint, 3, 1))
                .toArray(CheckpointReference[]::new);

        assertThat(PointerName.of(pointer())).isEmpty();
        assertThat(PointerName.of(pointer(savepoint, reference(16, 3, 1)))).isEmpty();
        assertThat(PointerName.of(pointer(ofAnotherNumber))).isEmpty();
        assertThat(PointerName.of(pointer(elsewhere))).isEmpty();
        assertThat(PointerName.of(pointer(many))).isEmpty();
    }

    @Test
    void otherNamesAreNoPointers() {
        for (String name :
                List.of("pointer-17", "pointer-17-by-3-", "pointer-17-by-3-17.3", "deployment-17", "result")) {
            assertThat(PointerName.read(JOB, name)).as(name).isEmpty();
        }
    }
}
