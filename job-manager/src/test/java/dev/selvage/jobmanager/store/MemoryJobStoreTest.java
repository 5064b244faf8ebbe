package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import java.util.Optional;

class MemoryJobStoreTest extends JobStoreContract {

    private final MemoryJobStore store = new MemoryJobStore();

    @Override
    JobStore store() {
        return store;
    }

    @Override
    Optional<DeploymentRecord> deployment() {
        return store.deployment(JOB);
    }

    @Override
    Optional<Pointer> pointer() {
        return store.pointer(JOB);
    }

    @Override
    Optional<Manifest> manifest(CheckpointReference reference) {
        return store.manifest(reference);
    }

    @Override
    Optional<JobResult> result() {
        return store.result(JOB);
    }
}
