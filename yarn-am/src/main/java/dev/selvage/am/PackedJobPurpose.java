package dev.selvage.am;

import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.store.PackedJob;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.function.BiConsumer;

/**
 * One job that its client has packed.
 *
 * @param giveUp ends this attempt for a reason, after what was expected
 */
record PackedJobPurpose(
        FileStorages storages, StoragePath place, ApplicationEnd end, BiConsumer<String, Exception> giveUp)
        implements Purpose {

    /** An attempt before may have accepted it, and it may have ended meanwhile. One that cannot be read waits for a person. */
    @Override
    public void leads(Leader leader) {
        try {
            PackedJob packed = new PackedJob(storages.of(place), place);
            if (leader.jobs().unreadable().containsKey(packed.job().plan().job())) {
                return;
            }
            WriteOutcome outcome = leader.jobs().accept(packed);
            if (outcome != WriteOutcome.WRITTEN) {
                giveUp.accept("Expected to record the job, but found: ", new IOException("that was " + outcome));
            }
        } catch (IOException e) {
            giveUp.accept("Expected to accept the job, but found: ", e);
        }
    }

    @Override
    public void ended(JobResult result) {
        end.withJob(result);
    }
}
