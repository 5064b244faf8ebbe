package dev.selvage.platform.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryServicesTest {

    private static final JobId JOB = new JobId(0, 7);

    @TempDir
    private Path directory;

    private final AtomicBoolean leaderAnswers = new AtomicBoolean();

    private DirectoryServices services() {
        return new DirectoryServices(
                new LocalFileStorage(),
                new ClusterDirectory(
                        new ClusterId("c"),
                        StoragePath.parse(directory.resolve("streams/c").toString())),
                leader -> leaderAnswers.get());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aLeaderIsFoundOnceItHasSaidWhereItIs() throws Exception {
        assertThat(services().leader()).isEmpty();
        Term first = services().lead();
        assertThat(services().leader()).isEmpty();

        first.announce("host:1", "http://host:2");
        assertThat(services().leader()).contains(new LeaderRecord(new LeaderEpoch(1), "host:1", "http://host:2"));

        Term second = services().lead();
        assertThat(services().leader())
                .as("the one before is not where the new one is")
                .isEmpty();
        second.announce("other:1", "http://other:2");
        assertThat(services().leader()).contains(new LeaderRecord(new LeaderEpoch(2), "other:1", "http://other:2"));
    }

    @Test
    void whatWasDecidedIsInheritedAndWhoeverIsSupersededDecidesNothing() throws Exception {
        Term first = services().lead();
        assertThat(first.write(JOB, "a", bytes("text"))).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(first.mark(JOB, "b")).isEqualTo(WriteOutcome.WRITTEN);
        Term second = services().lead();

        assertThat(second.jobs()).containsExactly(JOB);
        assertThat(second.names(JOB)).containsExactly("a", "b");
        assertThat(second.read(JOB, "a").orElseThrow()).isEqualTo(bytes("text"));
        assertThat(second.read(JOB, "b").orElseThrow()).isEmpty();
        assertThat(second.read(JOB, "c")).isEmpty();

        assertThat(first.write(JOB, "c", bytes("late"))).isEqualTo(WriteOutcome.REFUSED);
        assertThat(first.write(new JobId(9, 9), "c", bytes("late"))).isEqualTo(WriteOutcome.REFUSED);
        assertThat(first.mark(JOB, "d")).isEqualTo(WriteOutcome.REFUSED);
        assertThatThrownBy(() -> first.delete(JOB, "a")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> first.forget(JOB)).isInstanceOf(IOException.class);
        assertThatThrownBy(first::jobs).isInstanceOf(IOException.class).hasMessageContaining("another leader's");
        assertThatThrownBy(() -> first.announce("host:1", "")).isInstanceOf(IOException.class);
        assertThat(second.names(JOB)).containsExactly("a", "b");
        try (Stream<Path> found = Files.list(directory.resolve("streams/c"))) {
            assertThat(found).as("nothing of the first one came back").hasSize(1);
        }
    }

    @Test
    void aRecordIsWrittenOnce() throws Exception {
        Term term = services().lead();
        assertThat(term.write(JOB, "a", bytes("text"))).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(term.write(JOB, "a", bytes("text"))).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(term.write(JOB, "a", bytes("other"))).isEqualTo(WriteOutcome.REFUSED);
        assertThat(term.mark(JOB, "b")).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(term.mark(JOB, "b")).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(term.read(JOB, "a").orElseThrow()).isEqualTo(bytes("text"));

        term.delete(JOB, "a");
        term.delete(JOB, "a");
        assertThat(term.names(JOB)).containsExactly("b");
        term.forget(JOB);
        term.forget(JOB);
        assertThat(term.jobs()).isEmpty();
    }

    @Test
    void ofManyWhoTakeTheLeadEachHasAnEpochOfItsOwnAndOneOfThemLeads() throws Exception {
        int rivals = 8;
        List<Term> terms = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(rivals);
        try {
            List<Future<Term>> leading = new ArrayList<>();
            for (int rival = 0; rival < rivals; rival++) {
                leading.add(threads.submit(() -> services().lead()));
            }
            for (Future<Term> each : leading) {
                terms.add(each.get());
            }
        } finally {
            threads.shutdown();
        }

        Set<LeaderEpoch> epochs = new TreeSet<>(terms.stream().map(Term::epoch).toList());
        assertThat(epochs).hasSize(rivals);
        assertThat(terms)
                .filteredOn(term -> term.mark(JOB, "by-" + term.epoch()) == WriteOutcome.WRITTEN)
                .singleElement()
                .satisfies(term -> assertThat(term.epoch()).isEqualTo(new LeaderEpoch(rivals)));
    }

    @Test
    void aDirectoryInWhichNobodyEverLedIsNotTakenForABeginning() throws Exception {
        Files.createDirectories(directory.resolve("streams/c/jobs"));

        assertThatThrownBy(() -> services().lead())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("used under another high-availability.type")
                .hasMessageContaining("Name another high-availability.cluster-id");
    }

    @Test
    void whoStandsByHasHisTurnWhenTheLeaderAnswersNoMore() throws Exception {
        services().awaitTurn();
        services().lead().announce("host:1", "http://host:2");
        leaderAnswers.set(true);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> waiting = threads.submit(() -> {
                services().awaitTurn();
                return null;
            });
            assertThat(waiting.isDone()).isFalse();
            leaderAnswers.set(false);
            waiting.get();
        } finally {
            threads.shutdown();
        }
    }
}
