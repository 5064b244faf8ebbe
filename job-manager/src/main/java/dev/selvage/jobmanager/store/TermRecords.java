package dev.selvage.jobmanager.store;

import dev.selvage.core.id.JobId;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.platform.leadership.Term;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What is recorded in a term, as what it says. Any thread may call; calls block. */
record TermRecords(Term term) {

    <T> WriteOutcome write(JobId job, String name, RecordFile<T> format, T record) {
        try {
            return term.write(job, name, format.bytes(record));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to put a record of ours into bytes, but found a bug.", e);
        }
    }

    /** What stands under a name, if anything does; fails if it is not what its name says. */
    <T> Optional<T> find(JobId job, String name, RecordFile<T> format) throws IOException {
        Optional<byte[]> found = term.read(job, name);
        return found.isPresent()
                ? Optional.of(format.read(found.get(), "the record " + name + " of job " + job))
                : Optional.empty();
    }
}
