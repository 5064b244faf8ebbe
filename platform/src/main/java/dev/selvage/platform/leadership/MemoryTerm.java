package dev.selvage.platform.leadership;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.leadership.WriteOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A term whose decisions end with its process. */
final class MemoryTerm implements Term {

    private final LeaderEpoch epoch;
    private final TreeMap<JobId, TreeMap<String, byte[]>> records = new TreeMap<>();

    MemoryTerm(LeaderEpoch epoch) {
        this.epoch = epoch;
    }

    @Override
    public LeaderEpoch epoch() {
        return epoch;
    }

    @Override
    public void announce(String control, String rest) {
        // All know that from their options.
    }

    @Override
    public synchronized List<JobId> jobs() {
        return List.copyOf(records.keySet());
    }

    @Override
    public synchronized List<String> names(JobId job) {
        return List.copyOf(of(job).keySet());
    }

    private Map<String, byte[]> of(JobId job) {
        return records.getOrDefault(job, new TreeMap<>());
    }

    @Override
    public synchronized Optional<byte[]> read(JobId job, String name) {
        return Optional.ofNullable(of(job).get(name)).map(byte[]::clone);
    }

    @Override
    public synchronized WriteOutcome write(JobId job, String name, byte[] content) {
        byte[] before = records.computeIfAbsent(job, any -> new TreeMap<>()).putIfAbsent(name, content.clone());
        return before == null || Arrays.equals(before, content) ? WriteOutcome.WRITTEN : WriteOutcome.REFUSED;
    }

    @Override
    public WriteOutcome mark(JobId job, String name) {
        return write(job, name, new byte[0]);
    }

    @Override
    public synchronized void delete(JobId job, String name) {
        of(job).remove(name);
    }

    @Override
    public synchronized void forget(JobId job) {
        records.remove(job);
    }
}
