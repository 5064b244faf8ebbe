package dev.selvage.connector.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.file.FileSystem;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.JobFileSystem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineReaderTest {
    private static final List<String> PIECES = List.of(
            "\n",
            "\n",
            "\r\n",
            "\r",
            "",
            "a",
            "word",
            "grün",
            "日本",
            "\uD83D\uDE00",
            "words with blanks",
            "\t",
            "x".repeat(40));
    private static final List<Integer> BUFFERS = List.of(1, 2, 3, 7, 16, 64, 1 << 17);

    @TempDir
    private Path directory;

    private final FileSystem files = new JobFileSystem(FileStorages.of(Map.of()));

    @Test
    void allLinesAreReadOnceInOrderWhateverTheSplits() throws Exception {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            String text = text(random);
            Path file = written("splits", text.getBytes(UTF_8));
            int splitBytes = 1 + random.nextInt(60);

            List<String> read = new ArrayList<>();
            for (FileSplit split : splits(file, splitBytes)) {
                read.addAll(lines(split, random.nextInt(5) + 1, bufferOf(random)));
            }

            assertThat(read).as("seed %d, splits of %d", seed, splitBytes).isEqualTo(expected(text));
        }
    }

    @Test
    void whoeverGoesOnAtAPositionReadsTheRest() throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Path file = written("positions", text(random).getBytes(UTF_8));
            for (FileSplit split : splits(file, 1 + random.nextInt(200))) {
                assertThatEveryPositionIsExact(split, bufferOf(random), "seed " + seed);
            }
        }
    }

    @Test
    void aPackedFileIsReadAndGoneOnWithAsAPlainOne() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            String text = text(random);
            Path file = packed("packed.gz", text);
            FileSplit whole = new FileSplit(file.toUri().toString(), 0, FileSplit.WHOLE);

            assertThat(lines(whole, 3, bufferOf(random))).as("seed %d", seed).isEqualTo(expected(text));
            assertThatEveryPositionIsExact(whole, bufferOf(random), "seed " + seed);
        }
    }

    private void assertThatEveryPositionIsExact(FileSplit split, int buffer, String what) throws Exception {
        List<String> all = lines(split, 1, buffer);
        try (LineReader reader = LineReader.open(files, split, buffer)) {
            Collected<String> out = new Collected<>();
            for (int count = 0; count <= all.size(); count++) {
                FileSplit position = reader.position();
                assertThat(lines(position, 2, buffer))
                        .as("%s, %s after %d lines: %s", what, split, count, position)
                        .isEqualTo(all.subList(count, all.size()));
                out.slice(reader, 1);
            }
        }
    }

    @Test
    void aSplitInsideALongLineHasNoLines() throws Exception {
        Path file = written("long", ("x".repeat(1000) + "\nshort").getBytes(UTF_8));
        String address = file.toUri().toString();

        assertThat(lines(new FileSplit(address, 0, 10), 1, 16)).containsExactly("x".repeat(1000));
        assertThat(lines(new FileSplit(address, 10, 1001), 1, 16)).isEmpty();
        assertThat(lines(new FileSplit(address, 1001, 1006), 1, 16)).containsExactly("short");
    }

    @Test
    void onlyLineEndsEndLines() throws Exception {
        Path file = written("ends", "a\rb\r\n\r\n\n\r\r\nlast\r".getBytes(UTF_8));

        assertThat(lines(new FileSplit(file.toUri().toString(), 0, 15), 9, 16))
                .containsExactly("a\rb", "", "", "\r", "last\r");
    }

    @Test
    void bytesThatAreNoTextAreReplacedAndNothingIsLost() throws Exception {
        Path file = written("broken", new byte[] {'a', (byte) 0xff, '\n', (byte) 0x8a, '\n', 'b'});

        assertThat(lines(new FileSplit(file.toUri().toString(), 0, 6), 9, 16))
                .containsExactly("a\ufffd", "\ufffd", "b");
    }

    @Test
    void whatHasBeenReadToItsEndNeedsNoFile() throws Exception {
        assertThat(lines(new FileSplit("file:///gone", 10, 10), 9, 16)).isEmpty();
    }

    @Test
    void aVanishedFileIsNamedWithItsSplit() {
        FileSplit split = new FileSplit(directory.resolve("gone").toUri().toString(), 64, 128);

        assertThatThrownBy(() -> LineReader.open(files, split))
                .isInstanceOf(IOException.class)
                .hasMessage("Expected " + directory + "/gone from byte 64 to 128, but the file is gone."
                        + " Files must stay until the job has read them.");
    }

    @Test
    void aFileThatHasBecomeShorterIsNamedWithItsSplit() throws Exception {
        Path file = written("short", "one\ntwo".getBytes(UTF_8));
        FileSplit split = new FileSplit(file.toUri().toString(), 4, 100);

        assertThatThrownBy(() -> lines(split, 9, 16))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Expected " + file + " from byte 4 to 100, but the file ends at byte 7 now.");
        assertThatThrownBy(() -> lines(new FileSplit(file.toUri().toString(), 50, 100), 9, 16))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("from byte 50 to 100");
    }

    @Test
    void aPackedFileThatIsBrokenIsNamedWithTheByteThatCouldNotBeRead() throws Exception {
        Path whole = packed("whole.gz", "line\n".repeat(100_000));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = written("cut.gz", Arrays.copyOf(bytes, bytes.length / 2));
        Path plain = written("plain.gz", "no gzip at all".getBytes(UTF_8));

        for (Path file : List.of(cut, plain)) {
            assertThatThrownBy(() -> lines(new FileSplit(file.toUri().toString(), 0, FileSplit.WHOLE), 9, 16))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Expected to read byte ")
                    .hasMessageContaining(file + " from byte 0, but failed: ");
        }
    }

    @Test
    void newlinesAreFoundWhereverTheyStand() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                // Neighbours of the line end and of the high bit are what eight at a time could confuse.
                bytes[i] = (byte) (random.nextInt(4) == 0 ? '\n' + random.nextInt(3) - 1 : bytes[i]);
            }
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            int expected = from;
            while (expected < to && bytes[expected] != '\n') {
                expected++;
            }

            assertThat(Newline.find(bytes, from, to)).isEqualTo(expected == to ? -1 : expected);
        }
    }

    private List<String> lines(FileSplit split, int limit, int buffer) throws Exception {
        return Collected.all(LineReader.open(files, split, buffer), limit);
    }

    private static int bufferOf(Random random) {
        return BUFFERS.get(random.nextInt(BUFFERS.size()));
    }

    private static String text(Random random) {
        return Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
                .limit(random.nextInt(60))
                .collect(Collectors.joining());
    }

    /** Said in another way than the reader does. */
    private static List<String> expected(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        String last = lines.remove(lines.size() - 1);
        lines.replaceAll(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        if (!last.isEmpty()) {
            lines.add(last);
        }
        return lines;
    }

    private static List<FileSplit> splits(Path file, int splitBytes) throws IOException {
        List<FileSplit> splits = new ArrayList<>();
        long length = Files.size(file);
        for (long at = 0; at < length; at += splitBytes) {
            splits.add(new FileSplit(file.toUri().toString(), at, Math.min(length, at + splitBytes)));
        }
        return splits;
    }

    private Path written(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private Path packed(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(UTF_8));
        }
        return file;
    }
}
