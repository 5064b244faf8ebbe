package dev.selvage.container.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.platform.storage.LocalFileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwaitedFileTest {

    private final Path directory;
    private final SnapshotFiles files;
    private final AwaitedFile awaited = new AwaitedFile();

    AwaitedFileTest(@TempDir Path directory) {
        this.directory = directory;
        this.files = new SnapshotFiles(path -> new LocalFileStorage());
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void whatWasBegunIsTakenOnceByItsName() throws IOException {
        awaited.begin(files, at("7-a"));

        assertThat(awaited.take(at("6-a"))).isEmpty();
        SnapshotFiles.NewFile taken = awaited.take(at("7-a")).orElseThrow();
        assertThat(awaited.take(at("7-a"))).isEmpty();
        awaited.close();
        taken.out().write('x');
        taken.out().close();

        assertThat(directory.resolve("7-a")).as("its beginning, and one byte").hasSize(taken.begin() + 1L);
    }

    @Test
    void whatNobodyTakesIsDeleted() {
        awaited.begin(files, at("7-a"));
        awaited.begin(files, at("8-a"));
        assertThat(directory.toFile().list()).containsExactly("8-a");

        awaited.close();
        assertThat(directory.toFile().list()).isEmpty();
    }

    /** What a file system throws without a word must not end the process: it costs time only. */
    @Test
    void noFailureIsMoreThanThat() {
        String impossible = "not a path";
        assertThatThrownBy(() -> files.begin(impossible)).isInstanceOf(IllegalArgumentException.class);

        awaited.begin(files, impossible);

        assertThat(awaited.take(impossible)).isEmpty();
    }

    @Test
    void aSnapshotThatNeedsNoFileGivesUpItsOwnAndNoOther() {
        awaited.begin(files, at("8-a"));

        awaited.giveUp(at("7-a"));
        assertThat(directory.toFile().list()).containsExactly("8-a");
        awaited.giveUp(at("8-a"));
        assertThat(directory.toFile().list()).isEmpty();
    }

    /** The announcement of a snapshot waited until the snapshot was there. */
    @Test
    void nothingIsBegunForASnapshotThatNeededNoFile() {
        awaited.giveUp(at("7-a"));
        awaited.begin(files, at("7-a"));

        assertThat(directory.toFile().list()).isEmpty();
    }

    /** The announcement of a snapshot waited until the snapshot was there. */
    @Test
    void nothingIsBegunInTheWayOfWhoeverFoundNothing() {
        assertThat(awaited.take(at("7-a"))).isEmpty();
        awaited.begin(files, at("7-a"));
        assertThat(directory.toFile().list()).isEmpty();

        awaited.begin(files, at("8-a"));
        assertThat(directory.toFile().list()).containsExactly("8-a");
    }

    @Test
    void nothingIsBegunForATaskThatIsOver() {
        awaited.close();
        awaited.begin(files, at("7-a"));

        assertThat(directory.toFile().list()).isEmpty();
        assertThat(awaited.take(at("7-a"))).isEmpty();
    }

    @Test
    void whatCannotBeBegunIsNotThere() throws IOException {
        Files.createFile(directory.resolve("7-a"));

        awaited.begin(files, at("7-a"));

        assertThat(awaited.take(at("7-a"))).isEmpty();
        assertThat(directory.resolve("7-a")).isEmptyFile();
    }
}
