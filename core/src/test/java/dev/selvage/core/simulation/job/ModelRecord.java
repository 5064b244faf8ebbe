package dev.selvage.core.simulation.job;

/**
 * What flows: the n-th number of a split, and how many of its key had been counted with it, or 0 where nobody counts.
 *
 * @param pipeline which of the job's pipelines it belongs to
 */
record ModelRecord(String pipeline, int split, int number, int count) implements Comparable<ModelRecord> {

    static final int KEYS = 7;

    int key() {
        return (split * 31 + number) % KEYS;
    }

    ModelRecord counted(int newCount) {
        return new ModelRecord(pipeline, split, number, newCount);
    }

    /** Where the key's hash stands; scattered over all key groups. */
    static long hash(int key) {
        return (key + 1) * 0x9E3779B97F4A7C15L;
    }

    /** By what it is, not by what was counted: the same number twice is a record twice. */
    @Override
    public int compareTo(ModelRecord other) {
        int byPipeline = pipeline.compareTo(other.pipeline);
        int bySplit = byPipeline != 0 ? byPipeline : Integer.compare(split, other.split);
        return bySplit != 0 ? bySplit : Integer.compare(number, other.number);
    }
}
