package dev.selvage.core.simulation.job;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.checkpoint.Retention;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What is decided of one job: where it stands, what was deployed where, what its user wants, and how it ended. */
final class JobRecords {

    /** What the user wants, recorded before any leader hears of it; one who leads looks whether there are any. */
    record ModelWish(String name, JobEvent.Asked asked, long atMicros) {

        boolean isOfStop() {
            return asked instanceof JobEvent.SavepointAsked savepoint && savepoint.thenStop();
        }
    }

    private final ModelJob job;
    private Pointer pointer;
    private Optional<DeploymentRecord> deployment = Optional.empty();
    private Optional<JobResult> result = Optional.empty();
    /** What has not been answered, by name. */
    private final TreeMap<String, ModelWish> wishes = new TreeMap<>();
    /** Of which the user was told that the job stops with it. */
    private Optional<CheckpointReference> toldStop = Optional.empty();

    private boolean isReadable = true;
    private boolean isGivenUp;
    private int decided;
    private Optional<String> violation = Optional.empty();

    JobRecords(ModelJob job, LeaderEpoch epoch) {
        this.job = job;
        this.pointer = Pointer.none(job.id(), epoch);
    }

    ModelJob job() {
        return job;
    }

    Pointer pointer() {
        return pointer;
    }

    long newestNumber() {
        return numberOf(pointer);
    }

    private static long numberOf(Pointer any) {
        return any.newest().map(newest -> newest.checkpoint().number()).orElse(0L);
    }

    /** Whether there is anything for a leader to do about it. */
    boolean isLive() {
        return result.isEmpty() && !isGivenUp;
    }

    boolean isGivenUp() {
        return isGivenUp;
    }

    /** Nobody can read what it is, for a while or for ever. */
    void readable(boolean readable) {
        isReadable = readable;
    }

    boolean isReadable() {
        return isReadable;
    }

    void giveUp() {
        isGivenUp = true;
        wishes.clear();
    }

    /** Takes effect unless something newer is there; true if it did. */
    boolean decide(Pointer next, boolean hasStopped) {
        long before = newestNumber();
        if (numberOf(next) < before) {
            return false;
        }
        if (numberOf(next) == before) {
            if (!next.newest().equals(pointer.newest())) {
                violation = Optional.of("checkpoint " + before + " was decided as " + pointer.newest()
                        + " and again as " + next.newest());
            }
            return false;
        }
        if (hasStopped) {
            violation = Optional.of(
                    next.newest() + " was decided behind " + pointer.newest() + ", which the job was to stop with");
        }
        decided++;
        if (next.retained().size() < Math.min(decided, Retention.LEAST)) {
            violation = Optional.of(decided + " checkpoints were decided, but the pointer names " + next.retained());
        }
        pointer = next;
        return true;
    }

    void deployed(DeploymentRecord record) {
        if (deployment.isEmpty() || deployment.get().deployment().compareTo(record.deployment()) < 0) {
            deployment = Optional.of(record);
        } else if (deployment.get().deployment().equals(record.deployment())
                && !deployment.get().equals(record)) {
            violation = Optional.of("deployment " + record.deployment() + " was recorded as " + deployment.get()
                    + " and again as " + record);
        }
    }

    Optional<DeploymentRecord> deployment() {
        return deployment;
    }

    void ended(JobResult how) {
        if (result.isPresent() && !result.get().equals(how)) {
            violation = Optional.of("the job ended as " + result.get() + " and again as " + how);
        }
        result = Optional.of(how);
        wishes.clear();
    }

    Optional<JobResult> result() {
        return result;
    }

    void want(ModelWish wish) {
        wishes.put(wish.name(), wish);
    }

    Collection<ModelWish> wishes() {
        return List.copyOf(wishes.values());
    }

    /** The first answer stays; true if it is this one. */
    boolean answer(String name, Optional<CheckpointReference> savepoint) {
        Optional<ModelWish> wish = Optional.ofNullable(wishes.remove(name));
        wish.filter(ModelWish::isOfStop).ifPresent(any -> toldStop = savepoint.or(() -> toldStop));
        return wish.isPresent();
    }

    Optional<CheckpointReference> toldStop() {
        return toldStop;
    }

    /** For how long a wish has waited at that moment. */
    long longestWaitMicros(long nowMicros) {
        long longest = 0;
        for (ModelWish wish : wishes.values()) {
            longest = Math.max(longest, nowMicros - wish.atMicros());
        }
        return longest;
    }

    Optional<String> violation() {
        return violation;
    }
}
