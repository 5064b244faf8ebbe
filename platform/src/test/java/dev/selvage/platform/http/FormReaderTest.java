package dev.selvage.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormReaderTest {

    private static final String TWO_PARTS = """
            before the first boundary
            --xYz
            Content-Disposition: form-data; name="jarfile"; filename="job.jar"
            Content-Type: application/java-archive

            one

            --xY
            -
            --xY
            --xYz
            content-disposition: form-data;name=request

            {}
            --xYz--
            after the last
            """.replace("\n", "\r\n");

    @TempDir
    private Path directory;

    private FormReader reader() throws HttpProblem {
        return FormReader.of(new HeaderParameters("multipart/form-data; boundary=\"xYz\""), directory);
    }

    private static void feed(FormReader reader, String text, int pieces) throws HttpProblem, IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += pieces) {
            reader.take(Unpooled.wrappedBuffer(bytes, from, Math.min(pieces, bytes.length - from)));
        }
    }

    private HttpProblem problem(String form) throws Exception {
        FormReader reader = reader();
        try {
            return catchThrowableOfType(HttpProblem.class, () -> {
                feed(reader, form.replace("\n", "\r\n"), 1 << 20);
                reader.body();
            });
        } finally {
            reader.discard();
            assertThat(files()).isEmpty();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void partsAreTheSameHoweverTheFormIsCutIntoPieces() throws Exception {
        for (int length = 1; length < TWO_PARTS.length(); length++) {
            FormReader reader = reader();
            feed(reader, TWO_PARTS, length);
            BodyReader.Body body = reader.body();
            List<String> seen = new ArrayList<>();
            for (Part part : body.parts()) {
                seen.add(part.name() + " " + part.fileName().orElse("-") + " " + part.contentType() + " " + part.size()
                        + " " + part.text().replace("\r\n", "|"));
                assertThat(part.file()).hasParent(directory).hasSize(part.size());
            }
            assertThat(seen)
                    .as("pieces of %s", length)
                    .containsExactly(
                            "jarfile job.jar application/java-archive 20 one||--xY|-|--xY",
                            "request - text/plain 2 {}");
            reader.discard();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void whatIsNoFormIsRefusedWithWhatWasWanted() throws Exception {
        String part = "--xYz\nContent-Disposition: form-data; name=\"a\"\n\n";
        assertThat(problem("nothing like it")).hasMessageContaining("a last boundary");
        assertThat(problem(part + "cut off")).hasMessageContaining("a last boundary");
        assertThat(problem(part + "cut off\n--xYz")).hasMessageContaining("a last boundary");
        assertThat(problem(part + "text\n--xYzXX")).hasMessageContaining("a line break or two dashes");
        assertThat(problem("--xYz\n\nno headers\n--xYz--")).hasMessageContaining("a name for each part");
        assertThat(problem("--xYz\nContent-Disposition: form-data\n\nx\n--xYz--"))
                .hasMessageContaining("a name for each part");
        assertThat(problem("--xYz\nContent-Disposition: attachment; name=a\n\nx\n--xYz--"))
                .hasMessageContaining("form-data");
        assertThat(problem("--xYz\nX: " + "x".repeat(9000))).hasMessageContaining("bytes of headers");
        assertThat(problem((part + "\n").repeat(129) + "--xYz--")).hasMessageContaining("at most 128 parts");
    }

    @Test
    void aFormWithoutPartsIsOne() throws Exception {
        FormReader reader = reader();
        feed(reader, "--xYz--", 100);
        assertThat(reader.body().parts()).isEmpty();
    }

    @Test
    void contentTypeHasToNameABoundary() {
        for (String type : List.of(
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=" + "x".repeat(71))) {
            assertThat(catchThrowableOfType(
                            HttpProblem.class, () -> FormReader.of(new HeaderParameters(type), directory)))
                    .hasMessageContaining("a boundary of 1 to 70 characters");
        }
    }

    @Test
    void namesOfFilesLoseTheirDirectories() throws Exception {
        assertThat(PartFile.plainName("job.jar")).contains("job.jar");
        assertThat(PartFile.plainName("../../etc/passwd")).contains("passwd");
        assertThat(PartFile.plainName("C:\\jobs\\job.jar")).contains("job.jar");
        assertThat(PartFile.plainName("a b;c=d.jar")).contains("a b;c=d.jar");
        assertThat(PartFile.plainName("jobs/")).isEmpty();
        assertThat(PartFile.plainName("")).isEmpty();
        for (String name : List.of("..", ".", "/tmp/..", "a\0b", "a\u001bb")) {
            assertThat(catchThrowableOfType(HttpProblem.class, () -> PartFile.plainName(name)))
                    .as(name)
                    .hasMessageContaining("a plain name");
        }
    }

    @Test
    void aFormThatIsCutOffLeavesNothing() throws Exception {
        FormReader reader = reader();
        feed(reader, TWO_PARTS.substring(0, 160), 7);
        assertThat(files()).isNotEmpty();
        reader.discard();
        reader.discard();
        assertThat(files()).isEmpty();
    }
}
