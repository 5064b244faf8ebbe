package dev.selvage.container.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.id.JobId;
import dev.selvage.platform.Await;
import dev.selvage.platform.rpc.BlobClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlobFetchTest {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final JobId JOB = new JobId(1, 2);
    private static final JobId OTHER = new JobId(3, 4);
    private static final byte[] PROGRAM = Lead.file(1_000);
    private static final byte[] LARGE = Lead.file(3_000_000);

    @TempDir
    private Path directory;

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private volatile String address = "nobody";
    private BlobClient client;

    @BeforeEach
    void start() {
        client = BlobClient.start(Lead.SETTINGS, (where, fault) -> faults.add(where + ": " + fault));
    }

    @AfterEach
    void noFaults() throws Exception {
        client.close();
        for (AutoCloseable each : opened) {
            each.close();
        }
        assertThat(faults).isEmpty();
    }

    private Lead leads() throws IOException {
        Lead lead = new Lead(faults);
        opened.add(lead);
        address = lead.address();
        return lead;
    }

    private BlobFetch fetch(Duration patience) {
        return new BlobFetch(() -> client.dial(address), directory, patience);
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void aJobsFilesComeInTheirOrderAndGoWhenTheyAreLetGo() throws Exception {
        leads().has(JOB, PROGRAM, LARGE, new byte[0]);

        JobFiles files = fetch(BOUND).of(JOB);

        assertThat(files.program()).hasBinaryContent(PROGRAM);
        assertThat(files.jars()).hasSize(2);
        assertThat(files.jars().get(0)).hasBinaryContent(LARGE);
        assertThat(files.jars().get(1)).isEmptyFile();
        files.release().run();
        assertThat(kept()).isEmpty();
    }

    @Test
    void jobsShareWhatIsTheSameUntilNoneNeedsIt() throws Exception {
        Lead lead = leads().has(JOB, PROGRAM, LARGE).has(OTHER, Lead.file(17), LARGE);
        BlobFetch fetch = fetch(BOUND);

        List<JobFiles> files = new CopyOnWriteArrayList<>();
        List<Thread> askers = Stream.of(JOB, OTHER, JOB, OTHER)
                .map(job -> new Thread(() -> {
                    try {
                        files.add(fetch.of(job));
                    } catch (IOException e) {
                        faults.add(e.toString());
                    }
                }))
                .toList();
        askers.forEach(Thread::start);
        for (Thread asker : askers) {
            asker.join();
        }

        assertThat(files).hasSize(4);
        assertThat(files.stream().map(JobFiles::jars).distinct()).hasSize(1);
        assertThat(lead.begun).as("each of three files once").hasSize(3);
        assertThat(kept()).hasSize(3);
        for (JobFiles each : files.subList(1, 4)) {
            each.release().run();
        }
        assertThat(files.get(0).jars().get(0)).hasBinaryContent(LARGE);
        files.get(0).release().run();
        assertThat(kept()).isEmpty();
    }

    @Test
    void theNextLeaderGoesOnWhereTheOneBeforeWasLost() throws Exception {
        Lead second = leads().has(JOB, PROGRAM, LARGE);
        Lead first = leads().has(JOB, PROGRAM, LARGE).diesAfter(LARGE.length / 2);
        BlobFetch fetch = new BlobFetch(
                () -> {
                    try {
                        return client.dial(first.address());
                    } catch (IOException e) {
                        return client.dial(second.address());
                    }
                },
                directory,
                BOUND);

        JobFiles files = fetch.of(JOB);

        assertThat(files.jars().get(0)).hasBinaryContent(LARGE);
        assertThat(first.begun).containsExactly(0L, 0L);
        assertThat(second.begun)
                .singleElement()
                .satisfies(from -> assertThat(from).isPositive());
    }

    @Test
    void aLeaderThatComesIsFoundByWhoeverWaitsForOne() throws Exception {
        BlobFetch fetch = fetch(BOUND);
        List<JobFiles> files = new CopyOnWriteArrayList<>();
        Thread asker = new Thread(() -> {
            try {
                files.add(fetch.of(JOB));
            } catch (IOException e) {
                faults.add(e.toString());
            }
        });
        asker.start();
        Await.until("it waits", BOUND, () -> asker.getState() == Thread.State.TIMED_WAITING);

        leads().has(JOB, PROGRAM);
        asker.join();

        assertThat(files)
                .singleElement()
                .satisfies(came -> assertThat(came.program()).hasBinaryContent(PROGRAM));
    }

    @Test
    void whereNobodyLeadsForTooLongItIsGivenUpWithASentence() throws Exception {
        assertThatThrownBy(() -> fetch(Duration.ofMillis(1)).of(JOB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Expected the names of its files of job " + JOB)
                .hasMessageContaining("look whether a JobManager leads");
        assertThat(kept()).isEmpty();
    }

    @Test
    void aTransferThatBreaksForGoodSaysHowFarItCame() throws Exception {
        leads().has(JOB, PROGRAM, LARGE).diesAfter(LARGE.length / 2);

        assertThatThrownBy(() -> fetch(Duration.ofMillis(1)).of(JOB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Expected jar 1 (3000000 bytes with SHA-256 "
                        + Lead.blob(LARGE).sha256())
                .hasMessageMatching("(?s).*of which [1-9]\\d+ came.*");
        assertThat(kept())
                .as("what came goes, and so does the program, which nobody needs now")
                .isEmpty();
    }

    @Test
    void aFileThatIsAnotherThanWasRecordedIsNeverThere() throws Exception {
        byte[] other = LARGE.clone();
        other[LARGE.length - 1]++;
        Lead lead = leads().has(JOB, PROGRAM, LARGE).damaged(LARGE, other);
        BlobFetch fetch = fetch(BOUND);

        assertThatThrownBy(() -> fetch.of(JOB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Expected jar 1 of job " + JOB + " to be " + Lead.blob(LARGE))
                .hasMessageContaining("but found " + Lead.blob(other))
                .hasMessageContaining("nothing of it is loaded");
        assertThat(kept()).isEmpty();

        lead.damaged(LARGE, Lead.file(LARGE.length / 2));
        assertThatThrownBy(() -> fetch.of(JOB)).hasMessageContaining("but found " + LARGE.length / 2 + " bytes");
        lead.damaged(LARGE, LARGE);
        assertThat(fetch.of(JOB).jars().get(0)).hasBinaryContent(LARGE);
    }

    @Test
    void whatALeaderRefusesIsSaidInItsWords() throws Exception {
        leads().has(OTHER, PROGRAM);

        assertThatThrownBy(() -> fetch(BOUND).of(JOB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("says: Expected a job, but found none");
    }

    @Test
    void whoStopsWaitsForNobody() throws Exception {
        BlobFetch fetch = fetch(BOUND);
        fetch.close();

        assertThatThrownBy(() -> fetch.of(JOB)).isInstanceOf(IOException.class);
    }
}
