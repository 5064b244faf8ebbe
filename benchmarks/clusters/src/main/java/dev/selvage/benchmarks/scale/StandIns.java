package dev.selvage.benchmarks.scale;

import dev.selvage.benchmarks.clusters.ClusterPlace;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.taskmanager.TaskManagerSettings;
import dev.selvage.platform.leadership.DirectoryServices;
import dev.selvage.platform.process.WorkerPool;
import dev.selvage.platform.rpc.ControlSettings;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All TaskManagers of a cluster, in this process. */
final class StandIns implements AutoCloseable {

    /** They read the leader's record, which takes a moment, every heartbeat. */
    private static final int READERS = 2;

    private final WorkerPool readers;
    private final List<StandIn> standIns = new ArrayList<>();

    StandIns(ClusterPlace place, int count, int slots, Traffic traffic, FaultHandler faults) throws IOException {
        this.readers = new WorkerPool("leader-record", READERS, faults);
        StandIn.Surroundings surroundings = new StandIn.Surroundings(
                slots,
                new TaskManagerSettings(
                        ClusterPlace.HEARTBEAT.toMillis(),
                        ClusterPlace.SILENCE.toMillis(),
                        Duration.ofHours(1).toMillis(),
                        Duration.ofMinutes(3).toMillis()),
                ControlSettings.of(place.cluster().cluster(), place.secret()),
                new DirectoryServices(
                        FileStorages.of(Map.of()).of(place.cluster().path()), place.cluster(), leader -> true),
                readers,
                faults);
        try {
            for (int number = 0; number < count; number++) {
                standIns.add(new StandIn(surroundings, traffic));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    void start() {
        standIns.forEach(StandIn::start);
    }

    /** Lets a task fail somewhere. */
    void failOne() {
        if (standIns.stream().noneMatch(StandIn::failOne)) {
            throw new IllegalStateException("Expected a task that can fail, but found none anywhere.");
        }
    }

    @Override
    public void close() throws IOException {
        try (readers) {
            for (StandIn standIn : standIns) {
                standIn.close();
            }
        }
    }
}
