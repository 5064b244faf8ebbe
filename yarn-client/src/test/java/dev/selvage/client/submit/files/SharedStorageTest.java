package dev.selvage.client.submit.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedStorageTest {

    private static final List<String> TWO_NODES = List.of("node1.example.org", "node2.example.org");

    @TempDir
    private Path directory;

    @Test
    void aDiskOfThisMachineIsNotSharedByOtherNodes() {
        assertThat(SharedStorage.problem("storage", directory.toString(), new Configuration(), TWO_NODES))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("Expected storage to lie on a file system that all nodes share, but found "
                                + directory + " on a disk of this machine")
                        .contains("node1.example.org, node2.example.org"));
    }

    @Test
    void aDiskIsSharedByTheOneNodeThatHasIt() {
        assertThat(SharedStorage.problem(
                        "storage", directory.resolve("new").toString(), new Configuration(), List.of("localhost")))
                .isEmpty();
    }

    @Test
    void whatCannotBeWrittenToIsToldWithTheReason() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(SharedStorage.problem(
                        "storage", file.resolve("below").toString(), new Configuration(), List.of("localhost")))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("Expected to write to " + file + "/below (storage), but found: "));
    }

    @Test
    void aFileSystemThatNobodyKnowsIsToldAsOne() {
        assertThat(SharedStorage.problem("storage", "nosuch://host/dir", new Configuration(), TWO_NODES))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence)
                                .startsWith(
                                        "Expected to write to nosuch://host/dir (storage), but found: No FileSystem for scheme"));
    }
}
