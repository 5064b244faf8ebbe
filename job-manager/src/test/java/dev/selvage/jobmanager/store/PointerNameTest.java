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

    private static CheckpointReference reference(long checkpoint, long checksum) {
        return new CheckpointReference(new CheckpointId(checkpoint), "/c/chk-" + checkpoint + "/_metadata", checksum);
    }

    private static Pointer pointer(CheckpointReference... retained) {
        return new Pointer(JOB, new LeaderEpoch(3), List.of(retained));
    }

    @Test
    void aNameSaysAllThatAPointerSays() {
        Pointer pointer = pointer(reference(17, 0x1a2b3c4d), reference(16, 0xffaabbccL), reference(9, 0));

        String name = PointerName.of(pointer).orElseThrow();

        // What leaders of other releases have left has to stay readable.
        assertThat(name).isEqualTo("pointer-17-by-3-17.1a2b3c4d-16.ffaabbcc-9.00000000");
        assertThat(PointerName.read(JOB, name, "/c")).contains(pointer);
        assertThat(StoredNames.number(name, StoredNames.POINTER)).hasValue(17);
    }

    @Test
    void noNameSaysLess() {
        CheckpointReference savepoint =
                new CheckpointReference(new CheckpointId(17), "hdfs://n/savepoints/s/_metadata", 1);
        CheckpointReference ofAnotherNumber = new CheckpointReference(new CheckpointId(17), "/c/chk-8/_metadata", 1);
        CheckpointReference elsewhere = new CheckpointReference(new CheckpointId(17), "/c/chk-17/manifest", 1);
        CheckpointReference[] many = LongStream.iterate(900, checkpoint -> checkpoint - 1)
                .limit(40)
                .mapToObj(checkpoint -> reference(checkpoint, 1))
                .toArray(CheckpointReference[]::new);

        assertThat(PointerName.of(pointer())).isEmpty();
        assertThat(PointerName.of(pointer(savepoint, reference(16, 1)))).isEmpty();
        assertThat(PointerName.of(pointer(ofAnotherNumber))).isEmpty();
        assertThat(PointerName.of(pointer(elsewhere))).isEmpty();
        assertThat(PointerName.of(pointer(many))).isEmpty();
    }

    @Test
    void otherNamesAreNoPointers() {
        for (String name : List.of("pointer-17", "pointer-17-by-3-", "pointer-17-by-3-17", "deployment-17", "result")) {
            assertThat(PointerName.read(JOB, name, "/c")).as(name).isEmpty();
        }
    }
}
