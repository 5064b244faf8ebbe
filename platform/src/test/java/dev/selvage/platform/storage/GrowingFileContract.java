package dev.selvage.platform.storage;

import static dev.selvage.platform.storage.StorageScene.assertRefused;
import static dev.selvage.platform.storage.StorageScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.platform.storage.RefusedException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every real file system must do with a file that shows while it grows. The simulator knows whole files only. */
public interface GrowingFileContract extends StorageScene {

    @Test
    default void aGrownFileHoldsAllThatWasWritten() throws IOException {
        try (SyncableOutput out = storage().createGrowing(at("file"))) {
            out.write('0');
            out.write(bytes("123"));
            out.sync();
            out.write(bytes("..45.."), 2, 2);
        }

        assertHolds(at("file"), bytes("012345"));
    }

    @Test
    default void whatWasSyncedCanBeReadBeforeTheEnd() throws IOException {
        try (SyncableOutput out = storage().createGrowing(at("file"))) {
            out.write(bytes("synced"));
            out.sync();

            assertHolds(at("file"), bytes("synced"));
        }
    }

    @Test
    default void aFileThatIsCreatedFromAStreamShowsOnceItIsWholeAndReplacesNothing() throws IOException {
        byte[] large = new byte[3_000_000];
        new Random(18).nextBytes(large);
        storage().createDirectories(at("directory"));
        storage().createAtomically(at("directory/file"), new ByteArrayInputStream(large));
        InputStream second = new ByteArrayInputStream(bytes("second"));
        assertRefused(
                Reason.EXISTS, at("directory/file"), () -> storage().createAtomically(at("directory/file"), second));
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the other end is gone");
            }

            @Override
            public int read(byte[] into, int offset, int most) throws IOException {
                return read();
            }
        };
        assertThatThrownBy(() -> storage().createAtomically(at("directory/half"), broken))
                .hasMessageContaining("the other end is gone");

        assertHolds(at("directory/file"), large);
        assertThat(storage().list(at("directory"))).hasValue(List.of("file"));
        storage().delete(at("directory/file"));
        // Which takes empty directories only.
        storage().delete(at("directory"));
    }

    @Test
    default void aFileThatCountsWhenItIsWholeHoldsAllThatWasWritten() throws IOException {
        byte[] large = new byte[3_000_000];
        new Random(17).nextBytes(large);
        try (OutputStream out = storage().createWhole(at("large"))) {
            out.write(large, 0, 1_000_000);
            out.write(large, 1_000_000, 2_000_000);
        }
        try (OutputStream out = storage().createWhole(at("begun"), bytes("begun"))) {
            out.write(bytes(" and ended"));
        }
        assertHolds(at("begun"), bytes("begun and ended"));
        OutputStream closedTwice = storage().createWhole(at("empty"));
        closedTwice.close();
        closedTwice.close();

        assertHolds(at("large"), large);
        assertHolds(at("empty"), new byte[0]);
    }

    @Test
    default void growingNeverReplacesAndNeverMakesADirectory() throws IOException {
        storage().createMarker(at("file"));

        assertRefused(Reason.EXISTS, at("file"), () -> storage().createGrowing(at("file")));
        assertRefused(Reason.EXISTS, directory(), () -> storage().createGrowing(directory()));
        assertRefused(Reason.MISSING, at("no/file"), () -> storage().createGrowing(at("no/file")));
        assertRefused(Reason.EXISTS, at("file"), () -> storage().createWhole(at("file")));
        assertRefused(Reason.MISSING, at("no/file"), () -> storage().createWhole(at("no/file")));
        assertNothingAt(at("no"));
    }

    @Test
    default void theNameOfAFileThatStillGrowsIsTaken() throws IOException {
        try (SyncableOutput out = storage().createGrowing(at("file"))) {
            assertRefused(Reason.EXISTS, at("file"), () -> storage().createGrowing(at("file")));
            assertRefused(Reason.EXISTS, at("file"), () -> storage().createMarker(at("file")));
            assertRefused(Reason.EXISTS, at("file"), () -> storage().createAtomically(at("file"), ANY));
            out.write(bytes("first"));
        }

        assertHolds(at("file"), bytes("first"));
    }

    @Test
    default void ofManyWhoGrowAFileOneSucceeds() throws Exception {
        List<Boolean> made =
                StorageScene.rivals(rival -> storage().createGrowing(at("file")).close());

        assertThat(Collections.frequency(made, true)).isEqualTo(1);
    }

    /** Why nothing is decided by closing a file: who was fenced by a rename would still succeed. */
    @Test
    default void aFileGrowsOnWhenItsDirectoryIsRenamed() throws IOException {
        storage().createDirectories(at("lead-1"));
        try (SyncableOutput out = storage().createGrowing(at("lead-1/file"))) {
            out.write(bytes("before"));
            out.sync();
            storage().rename(at("lead-1"), at("lead-2"));
            out.write(bytes(" and after"));
            out.sync();
        }

        assertNothingAt(at("lead-1"));
        assertHolds(at("lead-2/file"), bytes("before and after"));
    }
}
