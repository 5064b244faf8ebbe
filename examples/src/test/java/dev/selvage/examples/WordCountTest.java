package dev.selvage.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordCountTest {
    @TempDir
    Path directory;

    @Test
    void eachOccurrenceIsCountedOnce() throws IOException {
        Path books = Files.createDirectory(directory.resolve("books"));
        Files.writeString(books.resolve("one.txt"), "To be, or not to be\n");
        Files.writeString(books.resolve("two.txt"), "that is the question: to be");
        Path counts = directory.resolve("counts");

        WordCount.main(new String[] {books.toString(), counts.toString()});

        assertThat(linesIn(counts))
                .containsExactlyInAnyOrder(
                        "to 1",
                        "to 2",
                        "to 3",
                        "be 1",
                        "be 2",
                        "be 3",
                        "or 1",
                        "not 1",
                        "that 1",
                        "is 1",
                        "the 1",
                        "question 1");
    }

    @Test
    void missingArgumentsAreAskedFor() {
        assertThatThrownBy(() -> WordCount.main(new String[0])).hasMessageContaining("try /tmp/books /tmp/counts");
    }

    private static List<String> linesIn(Path counts) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(counts)) {
            for (Path file : files.toList()) {
                assertThat(file.getFileName().toString()).startsWith("part-");
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
