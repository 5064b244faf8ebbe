package dev.selvage.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.sink.Committer;
import dev.selvage.api.sink.TwoPhaseWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextFileSinkTest {
    private static final String OTHER_OPERATOR = "f".repeat(32);

    @TempDir
    private Path directory;

    private final TestContext context = TestContext.of(SinkScene.FILES);

    private SinkScene scene() {
        return new SinkScene(directory);
    }

    private Committer<PendingFile> committer(TestContext where) {
        return scene().sink().createCommitter(where);
    }

    private List<PendingFile> prepared(TestContext where, String... lines) throws Exception {
        try (TwoPhaseWriter<String, PendingFile> writer = scene().sink().createWriter(where)) {
            for (String line : lines) {
                writer.write(line, Long.MIN_VALUE);
            }
            return writer.prepareCommit();
        }
    }

    @Test
    void nothingShowsBeforeItsCommitAndAllOfItAfter() throws Exception {
        List<PendingFile> pending = prepared(context, "one", "", "grün");

        assertThat(scene().visible()).isEmpty();
        assertThat(scene().hidden())
                .singleElement()
                .satisfies(file -> assertThat(file.getFileName())
                        .hasToString(".fedcba9876543210fedcba9876543210-" + TestContext.OPERATOR + "-0-1-0"));
        committer(context).commit(pending.get(0));

        assertThat(scene().hidden()).isEmpty();
        assertThat(scene().visibleLines()).containsExactly("one", "", "grün");
        assertThat(pending.get(0).length())
                .isEqualTo(Files.size(scene().visible().get(0)));
    }

    @Test
    void aSourceReadsWhatASinkHasCommittedAndNothingElse() throws Exception {
        List<PendingFile> pending = prepared(context, "committed");
        committer(context).commit(pending.get(0));
        assertThat(prepared(context.attempt(2), "pending")).hasSize(1);

        assertThat(Collected.lines(TextFileSource.of(directory.toString()), context))
                .containsExactly("committed");
    }

    @Test
    void withoutRecordsThereIsNoFile() throws Exception {
        assertThat(prepared(context)).isEmpty();
        assertThat(scene().hidden()).isEmpty();
    }

    @Test
    void aCommitCanBeRepeatedByAnybodyAlsoWhenTheFileWasMovedOn() throws Exception {
        PendingFile pending = prepared(context, "line").get(0);

        committer(context).commit(pending);
        committer(context).commit(pending);
        committer(context.attempt(2).subtask(3, 4)).commit(pending);
        assertThat(scene().visibleLines()).containsExactly("line");

        Files.delete(scene().visible().get(0));
        committer(context.attempt(3)).commit(pending);
        assertThat(scene().visible()).isEmpty();
    }

    @Test
    void ofCommittersAtTheSameTimeNoneFailsAndNothingShowsTwice() throws Exception {
        ExecutorService rivals = Executors.newFixedThreadPool(4);
        try {
            for (int round = 1; round <= 100; round++) {
                PendingFile pending =
                        prepared(context.attempt(round), "round " + round).get(0);
                Callable<Boolean> commit = () -> {
                    committer(context).commit(pending);
                    return true;
                };
                for (Future<Boolean> done : rivals.invokeAll(List.of(commit, commit, commit, commit))) {
                    assertThat(done.get()).isTrue();
                }
            }
        } finally {
            rivals.shutdown();
        }

        assertThat(scene().visibleLines()).hasSize(100).doesNotHaveDuplicates();
        assertThat(scene().hidden()).isEmpty();
    }

    @Test
    void whatDiedBetweenTheTwoStepsOfALocalRenameCountsAsCommitted() throws Exception {
        PendingFile pending = prepared(context, "line").get(0);
        Files.createLink(path(pending.visible()), path(pending.hidden()));

        committer(context).commit(pending);
        committer(context.attempt(2)).abortAllBut(List.of());

        assertThat(scene().visibleLines()).containsExactly("line");
        assertThat(scene().hidden()).isEmpty();
    }

    @Test
    void aFileOfSomebodyElseIsNeverReplaced() throws Exception {
        PendingFile pending = prepared(context, "line").get(0);
        Files.writeString(path(pending.visible()), "somebody else's");

        assertThatThrownBy(() -> committer(context).commit(pending))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Expected nothing at " + path(pending.visible())
                        + ", or the 5 bytes of this job," + " but found 15 bytes.")
                .hasMessageContaining(path(pending.hidden()).toString());
        assertThat(scene().visibleLines()).containsExactly("somebody else's");

        Files.delete(path(pending.visible()));
        committer(context).commit(pending);
        assertThat(scene().visibleLines()).containsExactly("line");
    }

    @Test
    void whoeverNamesAFileInsteadOfADirectoryIsTold() throws Exception {
        Path file = Files.writeString(directory.resolve("words"), "taken");
        TwoPhaseWriter<String, PendingFile> writer =
                new SinkScene(file).sink().createWriter(TestContext.of(SinkScene.FILES));

        assertThatThrownBy(() -> writer.write("a", 0))
                .isInstanceOf(IOException.class)
                .hasMessage("Expected to begin a file in " + file + ", but found that this is a file itself."
                        + " Name a directory, or move the file away.");
    }

    @Test
    void whyAFileCannotBeBegunIsASentence() throws Exception {
        Path file = Files.writeString(directory.resolve("words"), "taken");
        TwoPhaseWriter<String, PendingFile> writer =
                new SinkScene(file.resolve("below")).sink().createWriter(TestContext.of(SinkScene.FILES));

        assertThatThrownBy(() -> writer.write("a", 0))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(". Check the address, and who may write there.")
                .hasMessageNotContaining("..");
    }

    @Test
    void anAbortTakesTheFileAndCanBeRepeated() throws Exception {
        PendingFile pending = prepared(context, "line").get(0);

        committer(context).abort(pending);
        committer(context.attempt(2)).abort(pending);

        assertThat(scene().hidden()).isEmpty();
        assertThat(scene().visible()).isEmpty();
    }

    @Test
    void aStartTakesWhatLowerAttemptsLeftAndNothingElse() throws Exception {
        PendingFile decided = prepared(context, "decided").get(0);
        PendingFile left = prepared(context.attempt(2), "left").get(0);
        PendingFile ofASuccessor = prepared(context.attempt(4), "successor's").get(0);
        PendingFile ofANeighbour =
                prepared(context.subtask(1, 2), "neighbour's").get(0);
        PendingFile ofAnother =
                prepared(context.operator(OTHER_OPERATOR), "another sink's").get(0);
        Files.writeString(directory.resolve(".fedcba9876543210-notes"), "a person's");

        committer(context.attempt(3).subtask(0, 2)).abortAllBut(List.of(decided));

        assertThat(path(left.hidden())).doesNotExist();
        assertThat(scene().hidden()).hasSize(5);
        for (PendingFile each : List.of(decided, ofASuccessor, ofANeighbour, ofAnother)) {
            committer(context).commit(each);
        }
        assertThat(scene().visibleLines())
                .containsExactlyInAnyOrder("decided", "successor's", "neighbour's", "another sink's");
    }

    @Test
    void fewerSubtasksTakeWhatMoreOfThemLeft() throws Exception {
        List<PendingFile> decided = new ArrayList<>();
        for (int subtask = 0; subtask < 5; subtask++) {
            decided.addAll(prepared(context.subtask(subtask, 5), "decided " + subtask));
            assertThat(prepared(context.attempt(2).subtask(subtask, 5), "left")).hasSize(1);
        }

        // What was decided is dealt out in some other way than what was left: all know all of it.
        for (int subtask = 0; subtask < 2; subtask++) {
            committer(context.attempt(3).subtask(subtask, 2)).abortAllBut(decided);
        }

        assertThat(scene().hidden()).hasSize(5);
        for (PendingFile each : decided) {
            committer(context.attempt(3)).commit(each);
        }
        assertThat(scene().visibleLines()).hasSize(5).allMatch(line -> line.startsWith("decided "));
    }

    @Test
    void aPredecessorThatLivesOnIsInNobodysWay() throws Exception {
        try (TwoPhaseWriter<String, PendingFile> late = scene().sink().createWriter(context)) {
            late.write("late", Long.MIN_VALUE);
            committer(context.attempt(2)).abortAllBut(List.of());
            PendingFile present = prepared(context.attempt(2), "present").get(0);
            late.write("later", Long.MIN_VALUE);
            assertThat(late.prepareCommit()).hasSize(1);
            late.write("latest", Long.MIN_VALUE);
            committer(context.attempt(2)).commit(present);
        }
        committer(context).abortAllBut(List.of());

        assertThat(scene().visibleLines()).containsExactly("present");
    }

    @Test
    void filesEndAtTheirSizeAndCommitTogether() throws Exception {
        TextFileSink<String> sink = scene().sink().withFileBytes(10);
        String longLine = "x".repeat(200_000);
        List<PendingFile> pending;
        try (TwoPhaseWriter<String, PendingFile> writer = sink.createWriter(context)) {
            for (String line : List.of("1234", "5678", "abc", "0123456789abc", longLine, "z")) {
                writer.write(line, Long.MIN_VALUE);
            }
            pending = writer.prepareCommit();
        }

        assertThat(pending).extracting(PendingFile::length).containsExactly(10L, 18L, 200_001L, 2L);
        for (PendingFile each : pending) {
            committer(context).commit(each);
        }
        assertThat(scene().visibleLines()).containsExactly("1234", "5678", "abc", "0123456789abc", longLine, "z");
    }

    @Test
    void noRecordGoesIntoAFileThatIsTooOld() throws Exception {
        long[] now = {Long.MAX_VALUE - 5};
        Rolling rolling = Rolling.USUAL.withAge(Duration.ofNanos(10));
        try (FileWriter<String> writer = new FileWriter<>(directory.toUri(), context, rolling, () -> now[0])) {
            for (String line : List.of("at 0", "at 4", "at 8", "at 12", "at 16")) {
                writer.write(line, Long.MIN_VALUE);
                now[0] += 4;
            }
            assertThat(writer.prepareCommit()).extracting(PendingFile::length).containsExactly(15L, 12L);
        }
    }

    @Test
    void whatNoCheckpointKnowsOfGoesWithItsWriter() throws Exception {
        List<PendingFile> handedOver;
        try (TwoPhaseWriter<String, PendingFile> writer =
                scene().sink().withFileBytes(6).createWriter(context)) {
            writer.write("handed over", Long.MIN_VALUE);
            handedOver = writer.prepareCommit();
            writer.write("ended", Long.MIN_VALUE);
            writer.write("open", Long.MIN_VALUE);
            assertThat(scene().hidden()).hasSize(3);
        }

        assertThat(scene().hidden()).containsExactly(path(handedOver.get(0).hidden()));
    }

    @Test
    void mistakesAreToldWhereTheJobIsWritten() {
        assertThatThrownBy(() -> TextFileSink.of("words")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scene().sink().withFileBytes(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scene().sink().withFileAge(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Path path(String address) {
        return Path.of(URI.create(address).getPath());
    }
}
