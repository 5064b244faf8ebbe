package dev.selvage.jobmanager.store;

import dev.selvage.core.id.JobId;
import dev.selvage.core.message.CheckpointOrder;

/** How what is stored is called. */
final class StoredNames {

    private StoredNames() {}

    /** The directory of a checkpoint: two leaders never write into the same one, though both may count to the same number. */
    static String checkpoint(JobId job, CheckpointOrder order) {
        return job + "/checkpoints/chk-" + order.checkpoint() + "-of-" + order.epoch();
    }

    static String manifest(JobId job, CheckpointOrder order) {
        return checkpoint(job, order) + "/_metadata";
    }
}
