package dev.selvage.jobmanager.store;

import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.RefusedException;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What users want of jobs that run, and what came of it, in the jobs' directories: whoever leads a job finds it there, and so
 * does the next leader if that one dies over it. Any thread may call; calls block.
 */
public record StoredWishes(FileStorage storage, ClusterDirectory directory) {

    private static final String WISH = "wish-";
    private static final String ANSWER = "answer-";
    private static final RecordFile<JobEvent.Asked> WISHES = new RecordFile<>("wish", JobEvent.Asked.class);
    private static final RecordFile<WishAnswer> ANSWERS = new RecordFile<>("answer", WishAnswer.class);

    /** Leaves a wish; returns the number under which it is answered. */
    public long leave(JobId job, JobEvent.Asked wish) throws IOException {
        StoragePath wishes = directory.wishes(job);
        storage.createDirectories(wishes);
        byte[] bytes = WISHES.bytes(wish);
        long number = list(job).stream()
                .map(name -> StoredNames.number(name, WISH))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::orElseThrow)
                .max()
                .orElse(0);
        while (true) {
            number++;
            try {
                storage.createAtomically(wishes.child(WISH + number), bytes);
                return number;
            } catch (RefusedException e) {
                // Somebody else's wish came first.
                if (e.reason() != RefusedException.Reason.EXISTS) {
                    throw e;
                }
            }
        }
    }

    /** Those that nobody has answered, by number. */
    public SortedMap<Long, JobEvent.Asked> open(JobId job) throws IOException {
        TreeMap<Long, JobEvent.Asked> open = new TreeMap<>();
        List<String> names = list(job);
        for (String name : names) {
            OptionalLong number = StoredNames.number(name, WISH);
            if (number.isPresent() && !names.contains(ANSWER + number.getAsLong())) {
                read(directory.wishes(job).child(name), WISHES).ifPresent(wish -> open.put(number.getAsLong(), wish));
            }
        }
        return open;
    }

    /** Answers a wish; the first answer stays. */
    public void answer(JobId job, long number, WishAnswer answer) throws IOException {
        try {
            storage.createAtomically(directory.wishes(job).child(ANSWER + number), ANSWERS.bytes(answer));
        } catch (RefusedException e) {
            if (e.reason() != RefusedException.Reason.EXISTS) {
                throw e;
            }
        }
    }

    /** What came of a wish, if that is known. */
    public Optional<WishAnswer> answer(JobId job, long number) throws IOException {
        return read(directory.wishes(job).child(ANSWER + number), ANSWERS);
    }

    /** The highest number that a savepoint took from the job's checkpoints, whose files may be anywhere by now. */
    long highestSavepoint(JobId job) throws IOException {
        long highest = 0;
        for (String name : list(job)) {
            OptionalLong number = StoredNames.number(name, ANSWER);
            if (number.isPresent()) {
                highest = Math.max(
                        highest,
                        answer(job, number.getAsLong())
                                .flatMap(WishAnswer::savepoint)
                                .map(savepoint -> savepoint.checkpoint().number())
                                .orElse(0L));
            }
        }
        return highest;
    }

    private List<String> list(JobId job) throws IOException {
        return storage.list(directory.wishes(job)).orElse(List.of());
    }

    private <T> Optional<T> read(StoragePath file, RecordFile<T> format) throws IOException {
        Optional<byte[]> found = storage.read(file);
        return found.isPresent() ? Optional.of(format.read(found.get(), file)) : Optional.empty();
    }
}
