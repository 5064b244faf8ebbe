package dev.selvage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.execute.JobClient;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.platform.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** State outlives a job in a savepoint, and the next job goes on from there. */
@Timeout(120)
class LocalSavepointTest {

    private static final int KEYS = 100;

    /** A number, and how many of its key there were up to it. */
    record Nth(long number, long nth) {}

    private final Ledger ledger = new Ledger();

    @TempDir
    Path directory;

    private StreamExecutionEnvironment numbers(int parallelism, long count, int perSecond) {
        return numbers(parallelism, count, perSecond, "counts");
    }

    private StreamExecutionEnvironment numbers(int parallelism, long count, int perSecond, String uidOfCounts) {
        StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment()
                .setParallelism(parallelism)
                .enableCheckpointing(Duration.ofMillis(20));
        program.fromSource(
                        DataGeneratorSource.of(index -> index, count, Types.of(Long.class))
                                .withRatePerSecond(perSecond),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("numbers")
                .map(number -> new Nth(number, 1))
                .keyBy(each -> each.number() % KEYS)
                .reduce((before, next) -> new Nth(next.number(), before.nth() + 1))
                .uid(uidOfCounts)
                .sinkTo(ledger.<Nth>sink())
                .uid("ledger");
        return program;
    }

    private void awaitRecords(int more) throws Exception {
        int before = ledger.visible().size();
        Await.until(
                more + " more records are committed",
                Duration.ofSeconds(30),
                () -> ledger.visible().size() >= before + more);
    }

    private List<Nth> visible() {
        return ledger.visible().stream().map(Nth.class::cast).toList();
    }

    @Test
    void snapshotsLieInTheDirectoryThatAJobNamesAsLongAsItRuns() throws Exception {
        Path chosen = directory.resolve("checkpoints");
        JobClient job = numbers(2, 1_000_000, 8_000)
                .set("execution.checkpointing.dir", chosen.toUri().toString())
                .set("execution.checkpointing.data-inline-threshold", "0 b")
                .executeAsync("kept elsewhere");
        Path ofJob = chosen.resolve(job.getJobId());
        Await.until("a snapshot lies there", Duration.ofSeconds(30), () -> hasFiles(ofJob));
        job.cancel();
        job.result();
        assertThat(ofJob).doesNotExist();
    }

    @Test
    void aDirectoryForSnapshotsThatCannotBeIsToldToTheProgram() throws Exception {
        Path taken = Files.createFile(directory.resolve("taken"));
        StreamExecutionEnvironment program = numbers(1, 10, 10).set("execution.checkpointing.dir", taken.toString());
        assertThatThrownBy(() -> program.execute("nowhere"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("execution.checkpointing.dir")
                .hasMessageContaining(taken.toString());
    }

    private static boolean hasFiles(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isPresent();
        }
    }

    @Test
    void eachRecordCountsOnceOverStopsAndStartsAtOtherParallelisms() throws Exception {
        // Seconds more than are waited for, however slow the machine is: each stop has to come before the end of input.
        long count = 60_000;
        JobClient first = numbers(2, count, 8_000).executeAsync("first");
        awaitRecords(1_000);
        String savepoint = first.stopWithSavepoint(directory.toString());
        assertThat(first.result().wasCancelled()).isFalse();
        assertThat(visible()).hasSizeLessThan((int) count);

        StreamExecutionEnvironment wider = numbers(3, count, 8_000);
        wider.set("execution.savepoint.path", savepoint);
        JobClient second = wider.executeAsync("second");
        awaitRecords(1_000);
        savepoint = second.stopWithSavepoint(directory.toString());
        assertThat(visible()).hasSizeLessThan((int) count);

        StreamExecutionEnvironment narrower = numbers(1, count, 1_000_000);
        narrower.set("execution.savepoint.path", savepoint);
        narrower.execute("third");

        assertThat(visible().stream().map(Nth::number).sorted())
                .isEqualTo(LongStream.range(0, count).boxed().toList());
        Map<Long, Long> counts = visible().stream()
                .collect(Collectors.groupingBy(each -> each.number() % KEYS, Collectors.summingLong(each -> 1)));
        Map<Long, Long> highest =
                visible().stream().collect(Collectors.toMap(each -> each.number() % KEYS, Nth::nth, Math::max));
        assertThat(highest).isEqualTo(counts);
    }

    @Test
    void aJobGoesOnBesideItsSavepointWhichCanBeMoved() throws Exception {
        StreamExecutionEnvironment program = numbers(2, Long.MAX_VALUE, 5_000);
        // Nothing fits into the manifest, so that there are files to move.
        program.set("execution.checkpointing.data-inline-threshold", "0 b");
        JobClient job = program.executeAsync("job");
        awaitRecords(500);
        Path savepoint = Path.of(job.triggerSavepoint(directory.resolve("there").toString()));
        awaitRecords(500);
        job.cancel();
        assertThat(job.result().wasCancelled()).isTrue();

        Path moved = Files.move(savepoint, directory.resolve("moved"));
        StreamExecutionEnvironment next = numbers(1, Long.MAX_VALUE, 5_000);
        next.set("execution.state-recovery.path", moved.resolve("_metadata").toString());
        JobClient other = next.executeAsync("other");
        awaitRecords(500);
        other.cancel();
        other.result();

        assertThat(moved).isNotEmptyDirectory();
        List<Nth> all = visible();
        assertThat(all.get(all.size() - 1).nth()).isGreaterThan(5);
    }

    @Test
    void withoutCheckpointsAJobStopsWithASavepointToo() throws Exception {
        StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment();
        program.fromSource(
                        DataGeneratorSource.of(index -> index, Long.MAX_VALUE, Types.of(Long.class))
                                .withRatePerSecond(1_000),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .sinkTo(ledger.<Long>sink());
        JobClient job = program.executeAsync("job");

        assertThat(job.stopWithSavepoint(directory.toString())).startsWith(directory + "/savepoint-");
    }

    private void assertRefused(StreamExecutionEnvironment program, Path from, String... sentences) {
        program.set("execution.savepoint.path", from.toString());
        assertThatThrownBy(() -> program.executeAsync("next"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The job next cannot start from " + from)
                .message()
                .contains(sentences);
    }

    @Test
    void aSavepointThatIsNotThereOrNotOursIsRefused() throws Exception {
        assertRefused(numbers(1, 1, 1), directory.resolve("none"), "but found nothing there");
        assertRefused(numbers(1, 1, 1), directory, "no file _metadata");
        assertRefused(numbers(1, 1, 1), Path.of("relative/path"), "Expected an absolute path");
        Files.writeString(directory.resolve("_metadata"), "something of Flink's");
        assertRefused(
                numbers(1, 1, 1),
                directory,
                "to begin with \"selvage manifest 1\", but found \"something of Flink's\"");
    }

    private Path savepoint() throws Exception {
        JobClient job = numbers(1, Long.MAX_VALUE, 1_000).executeAsync("job");
        awaitRecords(10);
        return Path.of(job.stopWithSavepoint(directory.toString()));
    }

    @Test
    void aSavepointThatWasDamagedIsRefused() throws Exception {
        Path savepoint = savepoint();
        Path manifest = savepoint.resolve("_metadata");
        Files.writeString(manifest, Files.readString(manifest).replace("numbers", "members"));

        assertRefused(numbers(1, 1, 1), savepoint, "it is damaged");
    }

    @Test
    void aSavepointWithStateOfOtherOperatorsIsRefusedUnlessThatMayBeLost() throws Exception {
        Path savepoint = savepoint();

        assertRefused(
                numbers(1, 1, 1, "sums"), savepoint, "found none for", "(uid counts)", "give the operators their uids");
        StreamExecutionEnvironment forgetful = numbers(1, Long.MAX_VALUE, 1_000, "sums");
        forgetful.set("execution.savepoint.path", savepoint.toString());
        forgetful.set("execution.savepoint.ignore-unclaimed-state", "true");
        JobClient job = forgetful.executeAsync("forgetful");
        awaitRecords(10);
        job.cancel();
        job.result();
    }

    @Test
    void aSavepointOfKeysThatWereSplitOtherwiseIsRefused() throws Exception {
        Path savepoint = savepoint();
        StreamExecutionEnvironment program = numbers(1, 1, 1);
        program.set("pipeline.max-parallelism", "64");

        assertRefused(program, savepoint, "expected the maximum parallelism 128", "found 64");
    }

    @Test
    void aSavepointThatCannotBeTakenSaysWhy() throws Exception {
        JobClient job = numbers(1, Long.MAX_VALUE, 1_000).executeAsync("job");
        awaitRecords(10);
        Path file = Files.writeString(directory.resolve("file"), "in the way");

        assertThatThrownBy(() -> job.triggerSavepoint(file.toString()))
                .hasMessageContaining("The job job (" + job.getJobId() + ") has no savepoint: Expected to make")
                .hasMessageContaining(file.toString());
        job.cancel();
        job.result();
        assertThatThrownBy(() -> job.triggerSavepoint(directory.toString()))
                .hasMessageContaining("has no savepoint: expected a job that runs, but it has ended");
    }
}
