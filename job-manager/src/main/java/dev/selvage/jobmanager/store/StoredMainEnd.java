package dev.selvage.jobmanager.store;

import dev.selvage.core.application.MainEnd;
import dev.selvage.core.id.JobId;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.platform.leadership.Term;
import java.io.IOException;
import java.util.Optional;

/**
 * How {@code main()} of the program that a cluster is for has ended, recorded where no job is. Any thread may call; calls block.
 */
public record StoredMainEnd(Term term) {

    /** What is recorded of the program stands here, among jobs; none of them has this identifier. */
    static final JobId PROGRAM = new JobId(0, 0);

    private static final String NAME = "main-end";
    private static final RecordFile<MainEnd> FORMAT = new RecordFile<>(NAME, MainEnd.class);

    /** Records it; from then on it stays as it is. */
    public WriteOutcome write(MainEnd end) {
        return new TermRecords(term).write(PROGRAM, NAME, FORMAT, end);
    }

    /** What is recorded, if anything is. */
    public Optional<MainEnd> find() throws IOException {
        return new TermRecords(term).find(PROGRAM, NAME, FORMAT);
    }
}
