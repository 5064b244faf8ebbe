package dev.selvage.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.file.FileSystem;
import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.SplitReader;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.JobFileSystem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextFileSourceTest {
    @TempDir
    private Path directory;

    private final FileSystem files = new JobFileSystem(FileStorages.of(Map.of()));

    @Test
    void aDirectoryIsReadWithAllBelowItButWhatIsHidden() throws Exception {
        write("in/b.txt", "b");
        write("in/a/deep/er.txt", "er");
        write("in/a.txt", "a");
        write("in/.hidden", "hidden");
        write("in/_temporary/part", "hidden");
        write("in/a/.part.crc", "hidden");
        write("in/empty", "");
        write("beside.txt", "beside");

        assertThat(linesOf(TextFileSource.of(directory + "/in"))).containsExactly("er", "a", "b");
        assertThat(linesOf(TextFileSource.of(directory + "/in/"))).containsExactly("er", "a", "b");
        assertThat(linesOf(TextFileSource.of(directory.resolve("in").toUri().toString())))
                .containsExactly("er", "a", "b");
    }

    @Test
    void patternsStandForPartsOfNames() throws Exception {
        write("in/2025-01/a.txt", "2025-01/a");
        write("in/2026-01/a.txt", "2026-01/a");
        write("in/2026-01/b.csv", "2026-01/b");
        write("in/2026-02/c.txt", "2026-02/c");
        write("in/2026-02/deep/d.txt", "2026-02/d");
        write("in/2026", "2026");
        write("in/_2026-03/a.txt", "_2026-03/a");

        assertThat(found("in/2026-*/*.txt")).containsExactly("2026-01/a", "2026-02/c");
        assertThat(found("in/2026-*")).containsExactly("2026-01/a", "2026-01/b", "2026-02/c", "2026-02/d");
        assertThat(found("in/202?-0[1-1]/{a.txt,b.*}")).containsExactly("2025-01/a", "2026-01/a", "2026-01/b");
        assertThat(found("in/*-0[!2]/a.txt")).containsExactly("2025-01/a", "2026-01/a");
        assertThat(found("in/_2026*/a.txt")).containsExactly("_2026-03/a");
        assertThat(found("*/2026")).containsExactly("2026");
        assertThat(found("in/_2026-03/a.txt")).containsExactly("_2026-03/a");
    }

    @Test
    void namesAreTakenAsTheyAre() throws Exception {
        write("a b%20#+/grün: 1.txt", "line");

        assertThat(found("a b%20#+/grün: 1.txt")).containsExactly("line");
        assertThat(found("a b%20#+/gr*")).containsExactly("line");
        assertThat(found("a b%20#+")).containsExactly("line");
    }

    @Test
    void severalAddressesAreReadEachOnItsOwn() throws Exception {
        write("one.txt", "one");
        write("two.txt", "two");

        TextFileSource source = TextFileSource.of(directory + "/one.txt", directory + "/two.txt");

        assertThat(source.enumerator().splits(3)).hasSize(2);
        assertThat(linesOf(source)).containsExactly("one", "two");
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        Files.createDirectory(directory.resolve("empty"));
        for (String missing : List.of("missing", "missing/*.txt", "*.txt", "empty/*.txt")) {
            assertThatThrownBy(() -> found(missing))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Expected files at " + directory + "/" + missing + ", but found none. Mend the address,"
                            + " or put them there before the job starts.");
        }
    }

    @Test
    void anEmptyDirectoryHasNoLines() throws Exception {
        Files.createDirectory(directory.resolve("empty"));

        assertThat(found("empty")).isEmpty();
        assertThat(found("emp*")).isEmpty();
    }

    @Test
    void whatCannotBeReadAsTextIsRefused() throws Exception {
        write("in/table.parquet", "PAR1");

        assertThatThrownBy(() -> found("in"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "Expected lines of text, plain or in a .gz, but found " + directory + "/in/table.parquet.");
    }

    @Test
    void mistakesAreToldWhereTheJobIsWritten() {
        for (String wrong : List.of("in/*.txt", "", "hdfs:", "/in/{a,b", "/in/[a-", "/in/[z-a]")) {
            assertThatThrownBy(() -> TextFileSource.of(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Expected ")
                    .hasMessageContaining("but found \"");
        }
        assertThatThrownBy(() -> TextFileSource.of("/in").withSplitBytes(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addressesKeepTheirFileSystem() {
        assertThat(search("hdfs:///in//*.txt/").address()).isEqualTo("hdfs:///in/*.txt");
        assertThat(URI.create(search("hdfs://name-node:8020/in/a b").address()))
                .isEqualTo(URI.create("hdfs://name-node:8020/in/a%20b"));
        assertThat(URI.create(search("/in").address()).getScheme()).isEqualTo("file");
    }

    private static FileSearch search(String address) {
        return (FileSearch) TextFileSource.of(address).enumerator().splits(1).get(0);
    }

    @Test
    void whoeverGoesOnLookingFindsTheRestWhateverHasCome() throws Exception {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            String tree = "tree" + seed;
            for (int i = random.nextInt(12); i >= 0; i--) {
                write(
                        tree + "/" + name(random) + "/" + name(random) + (i % 4 == 0 ? ".gz" : ""),
                        "x".repeat(random.nextInt(50)));
            }
            TextFileSource source = TextFileSource.of(directory + "/" + tree).withSplitBytes(1 + random.nextInt(20));
            assertThatEveryPositionIsExact(source.enumerator(), "seed " + seed);
        }
    }

    private static String name(Random random) {
        return "d" + random.nextInt(4) + (random.nextBoolean() ? "" : "-" + random.nextInt(3));
    }

    private <S> void assertThatEveryPositionIsExact(ComputedSource<FileSplit, S> enumerator, String what)
            throws Exception {
        TestContext context = TestContext.of(files);
        S begin = enumerator.splits(1).get(0);
        List<FileSplit> all = Collected.all(enumerator.open(begin, context), 3);
        assertThat(all).as(what).doesNotHaveDuplicates();
        try (SplitReader<FileSplit, S> reader = enumerator.open(begin, context)) {
            Collected<FileSplit> out = new Collected<>();
            for (int count = 0; count <= all.size(); count++) {
                S position = reader.position();
                assertThat(Collected.all(enumerator.open(position, context), 2))
                        .as("%s after %d splits: %s", what, count, position)
                        .isEqualTo(all.subList(count, all.size()));
                out.slice(reader, 1);
            }
        }
    }

    @Test
    void splitsCoverEachFileWithoutOverlap() throws Exception {
        write("in/a.txt", "x".repeat(25));
        write("in/b.gz", "x".repeat(25));
        TextFileSource source = TextFileSource.of(directory + "/in").withSplitBytes(10);

        String a = directory.resolve("in/a.txt").toUri().toString();
        String b = directory.resolve("in/b.gz").toUri().toString();
        assertThat(Collected.splits(source, TestContext.of(files)))
                .extracting(split -> split.file() + " " + split.offset() + " " + split.end())
                .containsExactly(a + " 0 10", a + " 10 20", a + " 20 25", b + " 0 " + FileSplit.WHOLE);
    }

    @Test
    void aSourceTravels() throws Exception {
        write("in.txt", "line");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(TextFileSource.of(directory + "/in.txt"));
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(linesOf((TextFileSource) in.readObject())).containsExactly("line");
        }
    }

    private List<String> found(String address) throws Exception {
        return linesOf(TextFileSource.of(directory + "/" + address));
    }

    private List<String> linesOf(TextFileSource source) throws Exception {
        return Collected.lines(source, TestContext.of(files));
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }
}
