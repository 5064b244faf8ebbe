package dev.selvage.client.submit.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {

    private static final List<String> CLASS_PATH = List.of("selvage/lib/a.jar");

    private final List<String> told = new ArrayList<>();
    private final List<Path> rehearsedIn = new ArrayList<>();

    /** What the next rehearsal leaves; none lets it fail. */
    private Optional<String> leaves = Optional.of("classes");

    private String jvm = "17";
    private boolean breaks;

    @TempDir
    private Path directory;

    @BeforeEach
    void aCache() throws IOException {
        Files.createDirectories(cache());
        Files.writeString(directory.resolve("a.jar"), "A");
    }

    @Test
    void theFirstSubmissionRehearsesAndTheNextFindsWhatWasKept() throws Exception {
        assertThat(content(provide())).contains("classes");
        assertThat(content(provide())).contains("classes");

        assertThat(rehearsedIn).hasSize(1);
        assertThat(rehearsedIn.get(0)).doesNotExist();
        assertThat(told).hasSize(1);
    }

    @Test
    void eachKindOfJvmHasItsOwn() throws Exception {
        provide();
        jvm = "21";
        leaves = Optional.of("other classes");

        assertThat(content(provide())).contains("other classes");
        jvm = "17";
        assertThat(content(provide())).contains("classes");
    }

    @Test
    void whatFailsIsToldAndNotTriedAgain() throws Exception {
        leaves = Optional.empty();

        assertThat(provide()).isEmpty();
        assertThat(provide()).isEmpty();

        assertThat(rehearsedIn).hasSize(1);
        assertThat(told)
                .anyMatch(
                        sentence -> sentence.endsWith("once " + "file:" + cache() + "/classes-17.failed is deleted."));
        assertThat(told)
                .filteredOn(sentence ->
                        sentence.startsWith("Expected to make classes ready, but found: it failed. Processes start"))
                .hasSize(1);
    }

    @Test
    void aDayLaterWhatHasFailedIsTriedAgain() throws Exception {
        leaves = Optional.empty();
        provide();
        Files.setLastModifiedTime(
                cache().resolve("classes-17.failed"),
                FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        leaves = Optional.of("classes");

        assertThat(content(provide())).contains("classes");
        assertThat(cache().resolve("classes-17.failed")).doesNotExist();
    }

    @Test
    void whatFailsHereAloneIsTriedAgainByTheNext() throws Exception {
        breaks = true;
        assertThat(provide()).isEmpty();
        assertThat(told)
                .anyMatch(sentence -> sentence.contains("no space left") && sentence.contains("the next submission"));
        breaks = false;

        assertThat(content(provide())).contains("classes");
    }

    @Test
    void classesThatWereCutOffAreMadeAnew() throws Exception {
        provide();
        Files.writeString(cache().resolve("classes-17-7.jsa"), "cla");

        assertThat(content(provide())).contains("classes");
    }

    @Test
    void nothingIsLeftBesideTheClasses() throws Exception {
        provide();
        leaves = Optional.empty();
        jvm = "21";
        provide();

        try (var files = Files.list(cache())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".crc")))
                    .containsExactlyInAnyOrder("classes-17-7.jsa", "classes-21.failed");
        }
    }

    private Optional<FileStatus> provide() throws IOException {
        LibraryArchive libraries = LibraryArchive.of(List.of(new LocalFile(directory.resolve("a.jar"), "lib/a.jar")));
        return new ClassArchive(new RemoteFiles(new Configuration(), -1), new Scripted(), told::add)
                .provide(libraries, CLASS_PATH, new org.apache.hadoop.fs.Path(cache().toUri()));
    }

    private Path cache() {
        return directory.resolve("cache");
    }

    private static Optional<String> content(Optional<FileStatus> classes) throws IOException {
        return classes.isPresent()
                ? Optional.of(
                        Files.readString(Path.of(classes.get().getPath().toUri().getPath())))
                : Optional.empty();
    }

    /** Leaves what the test says. */
    private final class Scripted implements ClassArchive.Rehearsal {

        @Override
        public Optional<String> keep(Path in, List<String> classPath, String shared, Path kept) throws IOException {
            rehearsedIn.add(in);
            assertThat(classPath).isEqualTo(CLASS_PATH);
            assertThat(in.resolve(classPath.get(0))).hasContent("A");
            assertThat(Path.of(new org.apache.hadoop.fs.Path(shared).toUri().getPath()))
                    .isDirectory();
            if (breaks) {
                throw new IOException("no space left");
            }
            if (leaves.isEmpty()) {
                return Optional.of("it failed");
            }
            Files.writeString(kept, leaves.get());
            return Optional.empty();
        }

        @Override
        public String jvm() {
            return jvm;
        }
    }
}
