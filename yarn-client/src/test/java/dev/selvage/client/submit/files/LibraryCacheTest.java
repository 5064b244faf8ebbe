package dev.selvage.client.submit.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
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
        LibraryArchive libraries = archive(library("a.jar", "A"), library("b.jar", "BB"));

        LibraryCache.Cached first = cache().provide(libraries);
        LibraryCache.Cached second = cache().provide(libraries);

        assertThat(second).isEqualTo(first);
        assertThat(first.isPublic()).isTrue();
        assertThat(first.directory().getName()).isEqualTo(libraries.checksum()).hasSize(64);
        assertThat(unzipped(first)).containsExactly(entry("lib/a.jar", "A"), entry("lib/b.jar", "BB"));
        assertThat(told).hasSize(1).allMatch(sentence -> sentence.startsWith("Uploaded 2 libraries to "));
    }

    @Test
    void theSameFilesMakeTheSameArchiveWhenEverTheyWereWritten() throws Exception {
        LibraryArchive one = archive(library("a.jar", "A"));
        LocalFile later = library("a.jar", "A");
        Files.setLastModifiedTime(later.file(), FileTime.fromMillis(1));

        assertThat(bytes(archive(later))).isEqualTo(bytes(one));
        assertThat(archive(later).checksum()).isEqualTo(one.checksum());
    }

    @Test
    void whatIsUnpackedHereHasTheTimesThatNodesGiveIt() throws Exception {
        LibraryArchive libraries = archive(library("a.jar", "A"));
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));

        libraries.unpackInto(unpacked);

        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(bytes(libraries)))) {
            // This is how YARN reads it, and the time that it sets.
            assertThat(in.getNextJarEntry().getTime())
                    .isEqualTo(Files.getLastModifiedTime(unpacked.resolve("lib/a.jar"))
                            .toMillis());
        }
    }

    @Test
    void anotherVersionOfALibraryLiesBesideTheFirst() throws Exception {
        LibraryCache.Cached older = cache().provide(archive(library("a.jar", "1")));
        LibraryCache.Cached newer = cache().provide(archive(library("a.jar", "2")));

        assertThat(newer.directory()).isNotEqualTo(older.directory());
        assertThat(unzipped(older)).containsExactly(entry("lib/a.jar", "1"));
        assertThat(unzipped(newer)).containsExactly(entry("lib/a.jar", "2"));
    }

    @Test
    void nothingButTheArchiveIsLeftInItsDirectory() throws Exception {
        LibraryCache.Cached cached = cache().provide(archive(library("a.jar", "A")));

        try (Stream<Path> files = Files.list(local(cached).getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".crc")))
                    .containsExactly("selvage.jar");
        }
    }

    @Test
    void anArchiveThatCannotHoldTheLibrariesIsRefused() throws Exception {
        LibraryArchive libraries = archive(library("a.jar", "A"));
        Path there = local(cache().provide(libraries));
        Files.writeString(there, "");

        assertThatThrownBy(() -> cache().provide(libraries))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("to hold the 1 bytes of the libraries, but found 0. Delete it");
    }

    @Test
    void whereOthersMayNotEnterNothingIsPublicAndThatIsSaidOnce() throws Exception {
        permit(directory, "rwx------");

        assertThat(cache().provide(archive(library("a.jar", "A"))).isPublic()).isFalse();
        assertThat(told)
                .filteredOn(
                        sentence -> sentence.startsWith("Expected others to be allowed into file:" + directory + ","))
                .hasSize(1);
    }

    @Test
    void anArchiveThatOthersMayNotReadIsNotPublic() throws Exception {
        LibraryArchive libraries = archive(library("a.jar", "A"));
        permit(local(cache().provide(libraries)), "rw-------");

        assertThat(cache().provide(libraries).isPublic()).isFalse();
    }

    private static LibraryArchive archive(LocalFile... files) throws IOException {
        return LibraryArchive.of(List.of(files));
    }

    private static byte[] bytes(LibraryArchive archive) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        archive.writeTo(out);
        return out.toByteArray();
    }

    private static Map<String, String> unzipped(LibraryCache.Cached cached) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (ZipFile zip = new ZipFile(local(cached).toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                found.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), UTF_8));
            }
        }
        return found;
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

    private static Path local(LibraryCache.Cached cached) {
        return Path.of(cached.archive().getPath().toUri().getPath());
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
