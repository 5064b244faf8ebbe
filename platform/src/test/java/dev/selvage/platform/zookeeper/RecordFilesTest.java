package dev.selvage.platform.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFilesTest {

    private static final JobId JOB = new JobId(1, 2);
    private static final JobId OTHER = new JobId(1, 3);
    private static final JobId KNOWN = new JobId(1, 4);
    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    @TempDir
    private Path directory;

    private RecordFiles of(long epoch) {
        return new RecordFiles(
                new LocalFileStorage(),
                new ClusterDirectory(new ClusterId("test"), StoragePath.parse(directory.toString())),
                new LeaderEpoch(epoch));
    }

    @Test
    void noFileTakesTheNameOfAnother() throws IOException {
        RecordNode first = of(3).create(JOB, "graph", CONTENT);
        // As after ZooKeeper was emptied, so that an epoch came twice.
        RecordNode again = of(3).create(JOB, "graph", CONTENT);

        assertThat(first.file()).matches("graph\\.3-1-[0-9a-f]{8}");
        assertThat(again.file()).matches("graph\\.3-2-[0-9a-f]{8}");
        of(3).delete(JOB, first);
        assertThat(of(4).read(JOB, first)).isEmpty();
        assertThat(of(4).read(JOB, again)).hasValue(CONTENT);
    }

    @Test
    void whatWasWrittenIsComparedWithItsNode() throws IOException {
        RecordNode written = of(1).create(JOB, "graph", CONTENT);
        RecordNode longer = new RecordNode(1, written.file(), written.length() + 1, written.crc32c());
        RecordNode different = new RecordNode(1, written.file(), written.length(), "00000000");

        for (RecordNode wrong : List.of(longer, different)) {
            assertThatThrownBy(() -> of(1).read(JOB, wrong))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(written.file())
                    .hasMessageEndingWith("it is damaged.");
        }
        assertThat(of(1).read(JOB, written)).hasValue(CONTENT);
    }

    @Test
    void whatIsForgottenGoesAndWhatALaterTermMadeStays() throws IOException {
        of(1).create(JOB, "graph", CONTENT);
        of(2).create(JOB, "graph", CONTENT);
        RecordNode later = of(3).create(JOB, "graph", CONTENT);
        of(1).create(OTHER, "graph", CONTENT);
        RecordNode aboutToCount = of(2).create(OTHER, "graph", CONTENT);
        RecordNode counts = of(1).create(KNOWN, "graph", CONTENT);

        of(2).clear(JOB, List.of(KNOWN));

        assertThat(of(3).read(JOB, later)).isPresent();
        assertThat(of(3).read(OTHER, aboutToCount)).isPresent();
        assertThat(of(3).read(KNOWN, counts)).isPresent();
        assertThat(files()).isEqualTo(3);
        of(3).clear(JOB, List.of());
        assertThat(files()).isZero();
        assertThat(directory.resolve("records")).isEmptyDirectory();
    }

    private long files() throws IOException {
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void namesOfNodesThatAreNoJobsAreNone() {
        assertThat(Nodes.job("00000000000000010000000000000002")).hasValue(JOB);
        for (String name : List.of("leader", "latch", "0000000000000001000000000000000G", "")) {
            assertThat(Nodes.job(name)).isEqualTo(Optional.empty());
        }
    }
}
