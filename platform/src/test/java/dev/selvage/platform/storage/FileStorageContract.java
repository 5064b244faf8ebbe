package dev.selvage.platform.storage;

import static dev.selvage.platform.storage.StorageScene.assertRefused;
import static dev.selvage.platform.storage.StorageScene.bytes;
import static dev.selvage.platform.storage.StorageScene.made;
import static dev.selvage.platform.storage.StorageScene.rivals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.platform.storage.RefusedException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What every file system must do for one who is alone with it. The local disk, HDFS and the simulator's model are held to it,
 * so that what the simulation shows is no fiction.
 */
public interface FileStorageContract extends StorageScene {

    @Test
    default void aCreatedFileHoldsWhatItWasGiven() throws IOException {
        storage().createAtomically(at("small"), bytes("content"));
        storage().createAtomically(at("empty"), new byte[0]);
        byte[] large = new byte[3_000_000];
        new Random(17).nextBytes(large);
        storage().createAtomically(at("large"), large);

        assertHolds(at("small"), bytes("content"));
        assertHolds(at("empty"), new byte[0]);
        assertHolds(at("large"), large);
        assertThat(storage().list(directory())).hasValue(List.of("empty", "large", "small"));
    }

    @Test
    default void aPreparedFileShowsWithAllOfItsContentOnceItIsWhole() throws IOException {
        try (PreparedFile prepared = storage().prepare(directory(), bytes("begun "))) {
            assertThat(storage().list(directory())).hasValue(List.of());

            prepared.createAtomically(at("file"), bytes("and ended"));
        }

        assertHolds(at("file"), bytes("begun and ended"));
    }

    @Test
    default void aPreparedFileReplacesNothing() throws IOException {
        storage().createAtomically(at("file"), bytes("first"));
        try (PreparedFile prepared = storage().prepare(directory(), bytes("second"))) {
            assertRefused(Reason.EXISTS, at("file"), () -> prepared.createAtomically(at("file"), ANY));
        }

        assertHolds(at("file"), bytes("first"));
    }

    @Test
    default void ofAPreparedFileThatIsGivenUpNothingIsLeft() throws IOException {
        storage().createDirectories(at("directory"));
        storage().prepare(at("directory"), ANY).close();

        // Which takes empty directories only.
        storage().delete(at("directory"));
        assertNothingAt(at("directory"));
    }

    @Test
    default void creatingNeverReplacesWhatIsThere() throws IOException {
        storage().createAtomically(at("file"), bytes("first"));
        storage().createDirectories(at("directory"));

        assertRefused(Reason.EXISTS, at("file"), () -> storage().createAtomically(at("file"), bytes("second")));
        assertRefused(Reason.EXISTS, at("file"), () -> storage().createMarker(at("file")));
        assertRefused(Reason.EXISTS, at("directory"), () -> storage().createAtomically(at("directory"), ANY));
        assertRefused(Reason.EXISTS, at("directory"), () -> storage().createMarker(at("directory")));
        assertHolds(at("file"), bytes("first"));
        assertThat(storage().list(directory())).hasValue(List.of("directory", "file"));
        assertThat(storage().list(at("directory"))).hasValue(List.of());
    }

    @Test
    default void creatingNeverMakesADirectoryOnTheWay() throws IOException {
        assertRefused(Reason.MISSING, at("no/file"), () -> storage().createAtomically(at("no/file"), ANY));
        assertRefused(Reason.MISSING, at("no/file"), () -> storage().createMarker(at("no/file")));
        assertRefused(Reason.MISSING, at("no/it"), () -> storage().createDirectory(at("no/it")));
        assertNothingAt(at("no"));
    }

    @Test
    default void nothingIsOrGoesBelowAFile() throws IOException {
        storage().createMarker(at("file"));
        storage().createMarker(at("other"));

        assertRefused(Reason.MISSING, at("file/x"), () -> storage().createAtomically(at("file/x"), ANY));
        assertRefused(Reason.MISSING, at("file/x"), () -> storage().createMarker(at("file/x")));
        assertRefused(Reason.MISSING, at("file/x"), () -> storage().createDirectory(at("file/x")));
        assertRefused(Reason.MISSING, at("file/x"), () -> storage().rename(at("other"), at("file/x")));
        assertRefused(Reason.MISSING, at("file/x"), () -> storage().rename(at("file/x"), at("another")));
        assertRefused(Reason.MISSING, at("file/x"), () -> storage().open(at("file/x")));
        assertRefused(Reason.EXISTS, at("file/x/y"), () -> storage().createDirectories(at("file/x/y")));
        assertNothingAt(at("file/x"));
        assertThat(storage().read(at("file/x"))).isEmpty();
        assertThat(storage().list(at("file/x"))).isEmpty();
        storage().delete(at("file/x"));
        storage().deleteTree(at("file/x"));
        assertThat(storage().list(directory())).hasValue(List.of("file", "other"));
    }

    @Test
    default void renamingADirectoryTakesEverythingAlong() throws IOException {
        storage().createDirectories(at("from/deep"));
        storage().createAtomically(at("from/deep/file"), bytes("content"));
        storage().createMarker(at("from/marker"));

        storage().rename(at("from"), at("to"));

        assertNothingAt(at("from"));
        assertHolds(at("to/deep/file"), bytes("content"));
        assertThat(storage().list(at("to"))).hasValue(List.of("deep", "marker"));
    }

    @Test
    default void renamingAFileMovesIt() throws IOException {
        storage().createDirectories(at("elsewhere"));
        storage().createAtomically(at("from"), bytes("content"));

        storage().rename(at("from"), at("elsewhere/to"));

        assertNothingAt(at("from"));
        assertHolds(at("elsewhere/to"), bytes("content"));
    }

    @Test
    default void renamingNeverReplacesAndNeverMovesInto() throws IOException {
        storage().createAtomically(at("file"), bytes("file"));
        storage().createAtomically(at("other-file"), bytes("other"));
        storage().createDirectories(at("empty"));
        storage().createDirectories(at("full"));
        storage().createMarker(at("full/marker"));
        List<String> before = storage().list(directory()).orElseThrow();

        for (String from : List.of("file", "full", "empty")) {
            for (String to : List.of("other-file", "full", "empty", from)) {
                assertRefused(Reason.EXISTS, at(to), () -> storage().rename(at(from), at(to)));
            }
        }
        assertThat(storage().list(directory())).hasValue(before);
        assertThat(storage().list(at("full"))).hasValue(List.of("marker"));
        assertThat(storage().list(at("empty"))).hasValue(List.of());
        assertHolds(at("other-file"), bytes("other"));
    }

    @Test
    default void renamingNeedsTheSourceAndTheDirectoryOfTheTarget() throws IOException {
        storage().createMarker(at("file"));

        assertRefused(Reason.MISSING, at("missing"), () -> storage().rename(at("missing"), at("to")));
        assertRefused(Reason.MISSING, at("missing"), () -> storage().rename(at("missing"), at("file")));
        assertRefused(Reason.MISSING, at("no/file"), () -> storage().rename(at("file"), at("no/file")));
        assertNothingAt(at("no"));
        assertHolds(at("file"), new byte[0]);
    }

    @Test
    default void aDirectoryCannotMoveIntoItself() throws IOException {
        storage().createDirectories(at("directory/below"));

        assertThatThrownBy(() -> storage().rename(at("directory"), at("directory/below/it")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(storage().list(at("directory/below"))).hasValue(List.of());
    }

    @Test
    default void makingDirectoriesThatAreThereIsFine() throws Exception {
        List<Boolean> made = rivals(rival -> storage().createDirectories(at("a/b/c")));

        assertThat(made).containsOnly(true);
        storage().createDirectories(at("a/b"));
        storage().createDirectory(at("a/b"));
        assertThat(storage().list(at("a/b"))).hasValue(List.of("c"));
    }

    @Test
    default void ofManyWhoMakeADirectoryNobodyIsRefused() throws Exception {
        assertThat(rivals(rival -> storage().createDirectory(at("directory")))).containsOnly(true);

        assertThat(storage().list(directory())).hasValue(List.of("directory"));
        assertThat(storage().list(at("directory"))).hasValue(List.of());
    }

    @Test
    default void aDirectoryNeverReplacesAFile() throws IOException {
        storage().createMarker(at("file"));

        assertRefused(Reason.EXISTS, at("file"), () -> storage().createDirectories(at("file")));
        assertRefused(Reason.EXISTS, at("file"), () -> storage().createDirectory(at("file")));
        assertHolds(at("file"), new byte[0]);
    }

    @Test
    default void aListIsSortedAndTellsMissingFromEmpty() throws IOException {
        for (String name : List.of("b", "a", "c-10", "c-9", "B")) {
            storage().createMarker(at(name));
        }
        storage().createDirectories(at("empty"));

        assertThat(storage().list(directory())).hasValue(List.of("B", "a", "b", "c-10", "c-9", "empty"));
        assertThat(storage().list(at("empty"))).hasValue(List.of());
        assertThat(storage().list(at("missing"))).isEmpty();
        assertThat(storage().list(at("a"))).as("a file is no directory").isEmpty();
    }

    @Test
    default void readingTellsMissingFromEmpty() throws IOException {
        storage().createMarker(at("marker"));
        storage().createDirectories(at("directory"));

        assertThat(storage().read(at("marker")))
                .hasValueSatisfying(content -> assertThat(content).isEmpty());
        assertThat(storage().read(at("missing"))).isEmpty();
        assertThat(storage().read(at("directory"))).as("a directory is no file").isEmpty();
        assertRefused(Reason.MISSING, at("missing"), () -> storage().open(at("missing")));
        assertRefused(Reason.MISSING, at("directory"), () -> storage().open(at("directory")));
    }

    @Test
    default void aFileCanBeReadFromAnyPlace() throws IOException {
        storage().createAtomically(at("file"), bytes("0123456789"));

        try (SeekableInput in = storage().open(at("file"))) {
            in.seek(7);
            assertThat(in.readNBytes(2)).isEqualTo(bytes("78"));
            in.seek(1);
            assertThat(in.readAllBytes()).isEqualTo(bytes("123456789"));
        }
    }

    @Test
    default void aStatusTellsKindLengthAndTime() throws IOException {
        Instant before = Instant.now();
        storage().createAtomically(at("file"), bytes("12345"));
        storage().createDirectories(at("directory"));

        PathStatus file = storage().status(at("file")).orElseThrow();
        PathStatus made = storage().status(at("directory")).orElseThrow();
        assertThat(file.directory()).isFalse();
        assertThat(file.lengthBytes()).isEqualTo(5);
        assertThat(file.modified()).isBetween(before.minusSeconds(2), before.plus(Duration.ofMinutes(1)));
        assertThat(made.directory()).isTrue();
        assertThat(made.lengthBytes()).isZero();
        assertNothingAt(at("missing"));
    }

    @Test
    default void deletingTakesFilesAndEmptyDirectoriesOnly() throws IOException {
        storage().createDirectories(at("full/empty"));
        storage().createMarker(at("file"));

        assertRefused(Reason.NOT_EMPTY, at("full"), () -> storage().delete(at("full")));
        storage().delete(at("file"));
        storage().delete(at("full/empty"));

        assertThat(storage().list(directory())).hasValue(List.of("full"));
        assertThat(storage().list(at("full"))).hasValue(List.of());
    }

    @Test
    default void deletingATreeTakesItAllAndNothingElse() throws IOException {
        storage().createDirectories(at("tree/deep/deeper"));
        storage().createAtomically(at("tree/deep/file"), ANY);
        storage().createMarker(at("tree-beside"));
        storage().createMarker(at("file"));

        storage().deleteTree(at("tree"));
        storage().deleteTree(at("file"));

        assertThat(storage().list(directory())).hasValue(List.of("tree-beside"));
    }

    @Test
    default void whatIsGoneCountsAsDeleted() throws IOException {
        storage().delete(at("missing"));
        storage().deleteTree(at("missing"));
        storage().delete(at("missing/deeper"));
        storage().deleteTree(at("missing/deeper"));

        assertThat(storage().list(directory())).hasValue(List.of());
    }

    @Test
    default void namesAreTakenAsTheyAre() throws IOException {
        List<String> names = List.of(" blank ", "#+?&*[x]{y}", "%41", "100%", "back\\slash", "grün", "日本");
        for (String name : names) {
            storage().createAtomically(at(name), bytes(name));
        }

        assertThat(storage().list(directory())).hasValue(names);
        for (String name : names) {
            assertHolds(at(name), bytes(name));
        }
    }

    @Test
    default void leftoversShowInNoListAndCanBeDeleted() throws IOException {
        storage().createMarker(at("file"));
        StoragePath leftover = at(TemporaryName.next());
        storage().createMarker(leftover);

        assertThat(storage().list(directory())).hasValue(List.of("file"));
        storage().deleteLeftovers(directory());

        assertNothingAt(leftover);
        assertThat(storage().list(directory())).hasValue(List.of("file"));
        storage().deleteLeftovers(at("missing"));
    }
}
