package dev.selvage.jobmanager.store;

import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.platform.leadership.Term;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What users want of jobs that run, and what came of it, beside what is decided about the jobs: if a leader dies over it, the next
 * one finds it there. Any thread may call; calls block.
 */
public record StoredWishes(Term term) {

    private static final String WISH = "wish-";
    private static final String ANSWER = "answer-";
    private static final RecordFile<JobEvent.Asked> WISHES = new RecordFile<>("wish", JobEvent.Asked.class);
    private static final RecordFile<WishAnswer> ANSWERS = new RecordFile<>("answer", WishAnswer.class);

    /** Records a wish under a name that no other one has; asked again under the same name it is the same wish. */
    public WriteOutcome leave(JobId job, String name, JobEvent.Asked wish) {
        return new TermRecords(term).write(job, WISH + name, WISHES, wish);
    }

    /** Those that nobody has answered, by name. */
    public SortedMap<String, JobEvent.Asked> open(JobId job) throws IOException {
        TreeMap<String, JobEvent.Asked> open = new TreeMap<>();
        List<String> names = term.names(job);
        for (String name : names) {
            if (name.startsWith(WISH) && !names.contains(ANSWER + nameOf(name))) {
                find(job, name).ifPresent(wish -> open.put(nameOf(name), wish));
            }
        }
        return open;
    }

    private Optional<JobEvent.Asked> find(JobId job, String record) throws IOException {
        return new TermRecords(term).find(job, record, WISHES);
    }

    private static String nameOf(String record) {
        return record.substring(record.indexOf('-') + 1);
    }

    /** A wish, answered or not. */
    public Optional<JobEvent.Asked> wish(JobId job, String name) throws IOException {
        return find(job, WISH + name);
    }

    /** Answers a wish; a first answer stays, which is then {@link WriteOutcome#REFUSED} unless it is the same. */
    public WriteOutcome answer(JobId job, String name, WishAnswer answer) {
        return new TermRecords(term).write(job, ANSWER + name, ANSWERS, answer);
    }

    /** What came of a wish, if that is known. */
    public Optional<WishAnswer> answer(JobId job, String name) throws IOException {
        return new TermRecords(term).find(job, ANSWER + name, ANSWERS);
    }

    /** The highest number that a savepoint took from the job's checkpoints, whose files may be anywhere by now. */
    long highestSavepoint(JobId job) throws IOException {
        long highest = 0;
        for (String name : term.names(job)) {
            if (name.startsWith(ANSWER)) {
                highest = Math.max(
                        highest,
                        answer(job, nameOf(name))
                                .flatMap(WishAnswer::savepoint)
                                .map(savepoint -> savepoint.checkpoint().number())
                                .orElse(0L));
            }
        }
        return highest;
    }
}
