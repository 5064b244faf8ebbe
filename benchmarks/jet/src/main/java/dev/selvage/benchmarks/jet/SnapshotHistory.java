package dev.selvage.benchmarks.jet;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.impl.JobExecutionRecord;
import com.hazelcast.jet.impl.JobRepository;
import com.hazelcast.map.IMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Completed snapshots of a job. Jet remembers only the latest, so it is looked at five times between two snapshots. */
final class SnapshotHistory implements Supplier<Map<Long, Long>> {

    private final Map<Long, Long> completed = new ConcurrentSkipListMap<>();
    private final IMap<Long, JobExecutionRecord> records;
    private final long job;

    SnapshotHistory(HazelcastInstance member, long job) {
        this.records = member.getMap(JobRepository.JOB_EXECUTION_RECORDS_MAP_NAME);
        this.job = job;
        ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "snapshot-history");
            thread.setDaemon(true);
            return thread;
        });
        var unused = looker.scheduleWithFixedDelay(this::look, 200, 200, TimeUnit.MILLISECONDS);
    }

    @Override
    public Map<Long, Long> get() {
        return completed;
    }

    private void look() {
        JobExecutionRecord record = records.get(job);
        if (record != null && record.snapshotId() != JobExecutionRecord.NO_SNAPSHOT && record.snapshotStats() != null) {
            completed.put(record.snapshotId(), record.snapshotStats().duration());
        }
    }
}
