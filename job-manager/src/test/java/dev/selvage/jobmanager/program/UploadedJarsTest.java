package dev.selvage.jobmanager.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadedJarsTest {

    @TempDir
    private Path directory;

    private UploadedJars jars;

    @BeforeEach
    void noneYet() {
        jars = new UploadedJars(directory.resolve("jars"));
    }

    private Path jar(Map<String, String> attributes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach(manifest.getMainAttributes()::putValue);
        Path file = directory.resolve("upload-1.part");
        try (OutputStream out = Files.newOutputStream(file)) {
            new JarOutputStream(out, manifest).close();
        }
        return file;
    }

    @Test
    void aJarIsFoundByItsIdentifierUntilItIsDeleted() throws Exception {
        assertThat(jars.list()).isEmpty();
        Path file = jar(Map.of("program-class", "a.First, a.Second", "Main-Class", "a.Main"));
        Path kept = jars.add(file, "my job.jar");

        assertThat(file).doesNotExist();
        assertThat(jars.list()).singleElement().satisfies(jar -> {
            assertThat(jar.name()).isEqualTo("my job.jar");
            assertThat(jar.entries()).containsExactly("a.First", "a.Second", "a.Main");
            assertThat(jars.find(jar.id())).contains(kept);
        });
        Files.delete(kept);
        assertThat(jars.list()).isEmpty();
    }

    @Test
    void whatIsNoJarIsRefused() throws Exception {
        Path text = Files.writeString(directory.resolve("text"), "no jar");

        assertThatThrownBy(() -> jars.add(text, "text.jar")).hasMessageContaining("text.jar cannot be read as one");
        assertThatThrownBy(() -> jars.add(jar(Map.of()), "job.zip")).hasMessageContaining("ends in .jar");
        assertThatThrownBy(() -> jars.add(jar(Map.of()), "../job.jar")).hasMessageContaining("ends in .jar");
    }

    @Test
    void noIdentifierLeadsOutOfTheDirectory() throws Exception {
        Path outside = Files.move(jar(Map.of()), directory.resolve("outside.jar"));
        Files.createDirectories(jars.directory());

        assertThat(jars.find("../outside.jar")).isEmpty();
        assertThat(jars.find("00000000-0000-0000-0000-000000000000_/../../outside.jar"))
                .isEmpty();
        assertThat(jars.find(outside.toString())).isEmpty();
    }
}
