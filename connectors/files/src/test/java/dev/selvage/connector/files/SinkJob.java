package dev.selvage.connector.files;

import dev.selvage.api.file.FileSystem;
import dev.selvage.api.sink.Committer;
import dev.selvage.api.sink.TwoPhaseWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One subtask that writes numbered lines, with what a runtime does about it: its checkpoints outlive its attempts. */
final class SinkJob {
    static final int LINES = 20;
    private static final int LINES_PER_CHECKPOINT = 5;

    private final TextFileSink<String> sink;
    private final TestContext context;
    private int attempts;
    private int checkpoints;
    /** What the newest decided checkpoint holds. */
    private int decidedLines;

    private List<PendingFile> decidedPending = List.of();

    SinkJob(TextFileSink<String> sink) {
        this.sink = sink;
        this.context = TestContext.of(SinkScene.FILES);
    }

    int decidedLines() {
        return decidedLines;
    }

    static List<String> lines(int from, int to) {
        List<String> lines = new ArrayList<>();
        for (int i = from; i < to; i++) {
            lines.add("line " + i);
        }
        return lines;
    }

    /** Runs to the end, or until these files fail. */
    void attempt(FileSystem files) throws Exception {
        TestContext here = context.on(files).attempt(++attempts);
        List<PendingFile> pending = new ArrayList<>(decidedPending);
        Committer<PendingFile> committer = sink.createCommitter(here);
        committer.abortAllBut(decidedPending);
        commit(pending, committer);
        TwoPhaseWriter<String, PendingFile> writer = sink.createWriter(here);
        try (writer) {
            for (int line = decidedLines; line < LINES; ) {
                for (int end = line + LINES_PER_CHECKPOINT; line < end; line++) {
                    writer.write("line " + line, Long.MIN_VALUE);
                }
                pending.addAll(writer.prepareCommit());
                checkpoints++;
                // Some checkpoints fail elsewhere: what this one closed goes with the next.
                if (checkpoints % 3 != 2 || line == LINES) {
                    decidedLines = line;
                    decidedPending = List.copyOf(pending);
                    commit(pending, committer);
                }
            }
        }
    }

    private static void commit(List<PendingFile> pending, Committer<PendingFile> committer) throws Exception {
        for (PendingFile each : List.copyOf(pending)) {
            committer.commit(each);
            pending.remove(each);
        }
    }

    /** The same, of a process that may die; whether it did. */
    boolean diesInAttempt(DyingFiles files) throws Exception {
        try {
            attempt(files);
            return false;
        } catch (IOException e) {
            if (!files.hasDied()) {
                throw e;
            }
            return true;
        }
    }
}
