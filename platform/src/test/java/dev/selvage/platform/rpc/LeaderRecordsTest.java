package dev.selvage.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LeaderRecordsTest {

    @TempDir
    private Path directory;

    private LeaderRecords records;

    @BeforeEach
    void open() {
        records = new LeaderRecords(
                new LocalFileStorage(), StoragePath.parse(directory.toString()).child("ha"));
    }

    @Test
    void nobodyLeadsAtFirst() throws IOException {
        assertThat(records.newest()).isEmpty();
    }

    @Test
    void theLastOneToLeadIsFoundWhateverElseLiesThere() throws IOException {
        assertThat(records.lead("one:1")).isEqualTo(new LeaderRecord(new LeaderEpoch(1), "one:1"));
        for (int epoch = 2; epoch <= 11; epoch++) {
            assertThat(records.lead("host:" + epoch).epoch()).isEqualTo(new LeaderEpoch(epoch));
        }
        Files.createFile(directory.resolve("ha").resolve("leader-x"));
        Files.createFile(directory.resolve("ha").resolve("leader-99999999999999999999999"));
        assertThat(records.newest()).contains(new LeaderRecord(new LeaderEpoch(11), "host:11"));
    }

    @Test
    void noTwoGetTheSameEpoch() throws Exception {
        List<Long> epochs = new CopyOnWriteArrayList<>();
        List<Thread> candidates = IntStream.range(0, 8)
                .mapToObj(number -> new Thread(() -> {
                    try {
                        epochs.add(records.lead("host:" + number).epoch().number());
                    } catch (IOException e) {
                        epochs.add(-1L);
                    }
                }))
                .toList();
        candidates.forEach(Thread::start);
        for (Thread candidate : candidates) {
            candidate.join();
        }
        assertThat(epochs)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 8).boxed().toList());
    }
}
