package dev.selvage.client.submit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.launch.ContainerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {

    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void anybodyMayEnter() throws IOException {
        permit(directory, "rwxr-xr-x");
    }

    @Test
    void theFirstSubmissionUploadsAndTheNextFindsWhatIsThere() throws Exception {
        List<LocalFile> libraries = List.of(library("a.jar", "A"), library("b.jar", "BB"));

        List<ContainerFile> first = cache().provide(libraries);
        List<ContainerFile> second = cache().provide(libraries);

        assertThat(second).isEqualTo(first);
        assertThat(first).extracting(ContainerFile::link).containsExactly("lib/a.jar", "lib/b.jar");
        assertThat(first).extracting(ContainerFile::bytes).containsExactly(1L, 2L);
        assertThat(first).allMatch(ContainerFile::isPublic);
        // SHA-256 of "A".
        assertThat(first.get(0).source())
                .endsWith("/559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd/a.jar");
        assertThat(told).hasSize(1).allMatch(sentence -> sentence.startsWith("Uploaded 2 of 2 libraries"));
    }

    @Test
    void anotherVersionOfALibraryLiesBesideTheFirst() throws Exception {
        ContainerFile older = cache().provide(List.of(library("a.jar", "1"))).get(0);
        ContainerFile newer = cache().provide(List.of(library("a.jar", "2"))).get(0);

        assertThat(newer.source()).isNotEqualTo(older.source());
        assertThat(local(older)).hasContent("1");
        assertThat(local(newer)).hasContent("2");
    }

    @Test
    void nothingButTheLibraryIsLeftInItsDirectory() throws Exception {
        ContainerFile library = cache().provide(List.of(library("a.jar", "A"))).get(0);

        try (Stream<Path> files = Files.list(local(library).getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".crc")))
                    .containsExactly("a.jar");
        }
    }

    @Test
    void aFileOfAnotherLengthUnderTheChecksumIsRefused() throws Exception {
        LocalFile library = library("a.jar", "A");
        ContainerFile there = cache().provide(List.of(library)).get(0);
        Files.writeString(local(there), "AA");

        assertThatThrownBy(() -> cache().provide(List.of(library)))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("to have the 1 bytes of " + library.file() + ", but found 2. Delete it");
    }

    @Test
    void whereOthersMayNotEnterNothingIsPublicAndThatIsSaidOnce() throws Exception {
        permit(directory, "rwx------");

        List<ContainerFile> provided = cache().provide(List.of(library("a.jar", "A"), library("b.jar", "B")));

        assertThat(provided).noneMatch(ContainerFile::isPublic);
        assertThat(told)
                .filteredOn(
                        sentence -> sentence.startsWith("Expected others to be allowed into file:" + directory + ","))
                .hasSize(1);
    }

    @Test
    void aLibraryThatOthersMayNotReadIsNotPublic() throws Exception {
        LocalFile library = library("a.jar", "A");
        permit(local(cache().provide(List.of(library)).get(0)), "rw-------");

        assertThat(cache().provide(List.of(library)).get(0).isPublic()).isFalse();
    }

    private LibraryCache cache() {
        org.apache.hadoop.fs.Path place =
                new org.apache.hadoop.fs.Path(directory.resolve("cache").toUri());
        return new LibraryCache(new RemoteFiles(new Configuration(), -1), place, told::add);
    }

    private LocalFile library(String name, String content) throws IOException {
        Path file = Files.createTempDirectory(directory, "lib").resolve(name);
        return new LocalFile(Files.writeString(file, content), "lib/" + name);
    }

    private static Path local(ContainerFile file) {
        return Path.of(new org.apache.hadoop.fs.Path(file.source()).toUri().getPath());
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
