package dev.selvage.platform.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.file.FileOutput;
import dev.selvage.api.file.FileStatus;
import dev.selvage.api.file.FileSystem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What connectors may expect of every file system that a job is given. */
public interface FileSystemContract {

    FileSystem files();

    /** An empty directory that belongs to one test: an address with a slash at its end. */
    URI directory();

    private URI at(String escaped) {
        return directory().resolve(escaped);
    }

    private void write(URI file, String text) throws IOException {
        try (FileOutput out = files().create(file)) {
            out.write(text.getBytes(UTF_8));
            out.sync();
        }
    }

    private String read(URI file, long position) throws IOException {
        try (InputStream in = files().open(file, position)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    default void whatIsWrittenIsReadFromAnyPosition() throws IOException {
        URI file = at("file");
        try (FileOutput out = files().create(file)) {
            out.write("0123".getBytes(UTF_8));
            out.write('4');
            assertThat(out.position()).isEqualTo(5);
            out.sync();
            assertThat(read(file, 0)).as("what was synced shows").isEqualTo("01234");
            out.write("x5678y".getBytes(UTF_8), 1, 4);
            assertThat(out.position()).isEqualTo(9);
        }

        assertThat(read(file, 0)).isEqualTo("012345678");
        assertThat(read(file, 7)).isEqualTo("78");
        assertThat(read(file, 9)).isEmpty();
    }

    @Test
    default void creatingMakesTheDirectoriesAboveAndReplacesNothing() throws IOException {
        write(at("a/b/file"), "first");

        assertThatThrownBy(() -> files().create(at("a/b/file"))).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> files().create(at("a/b"))).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(read(at("a/b/file"), 0)).isEqualTo("first");
    }

    @Test
    default void renamingMakesTheDirectoriesAboveAndReplacesNothing() throws IOException {
        write(at("one"), "one");
        write(at("two"), "two");

        files().rename(at("one"), at("c/d/one"));

        assertThat(read(at("c/d/one"), 0)).isEqualTo("one");
        assertThat(files().status(at("one"))).isEmpty();
        assertThatThrownBy(() -> files().rename(at("two"), at("c/d/one")))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("c/d/one");
        assertThat(read(at("two"), 0)).isEqualTo("two");
        assertThat(read(at("c/d/one"), 0)).isEqualTo("one");
    }

    @Test
    default void renamingWhatIsNotThereSaysSo() throws IOException {
        write(at("taken"), "taken");

        for (String target : List.of("free", "taken", "e/f/free")) {
            assertThatThrownBy(() -> files().rename(at("missing"), at(target)))
                    .as("to %s", target)
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining("missing");
        }
        assertThat(files().status(at("e"))).as("nothing is made in vain").isEmpty();
    }

    @Test
    default void openingWhatIsNotThereSaysSo() throws IOException {
        write(at("d/file"), "");

        for (String missing : List.of("missing", "d", "d/file/below")) {
            assertThatThrownBy(() -> files().open(at(missing), 0))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining(missing);
        }
    }

    @Test
    default void deletingWhatIsGoneIsFine() throws IOException {
        write(at("file"), "");

        files().delete(at("file"));
        files().delete(at("file"));
        files().delete(at("no/file"));

        assertThat(files().list(directory())).isEmpty();
    }

    @Test
    default void aListHasEveryNameInOrderWithItsStatus() throws IOException {
        write(at("b"), "12345");
        write(at("a/deep"), "");
        write(at(".hidden"), "1");

        List<FileStatus> found = files().list(directory());

        assertThat(found)
                .extracting(each -> directory().relativize(each.path()).getPath())
                .containsExactly(".hidden", "a", "b");
        assertThat(found).extracting(FileStatus::isDirectory).containsExactly(false, true, false);
        assertThat(found).extracting(FileStatus::length).containsExactly(1L, 0L, 5L);
        for (FileStatus each : found) {
            assertThat(files().status(each.path())).hasValue(each);
        }
        assertThat(files().list(at("missing"))).isEmpty();
        assertThat(files().list(at("b"))).as("a file is no directory").isEmpty();
    }

    @Test
    default void addressesEscapeWhatNamesHold() throws IOException {
        write(at("100%25%20%5Bgr%C3%BCn%5D%23%3F"), "content");

        FileStatus found = files().list(directory()).get(0);

        assertThat(found.path().getPath()).endsWith("/100% [grün]#?");
        assertThat(read(found.path(), 0)).isEqualTo("content");
        assertThat(files().status(found.path())).hasValue(found);
    }
}
