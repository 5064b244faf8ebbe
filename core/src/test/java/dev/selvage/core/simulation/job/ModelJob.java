package dev.selvage.core.simulation.job;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.VertexId;
import dev.selvage.core.plan.Exchange;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.PlanBuilder;
import dev.selvage.core.plan.Vertex;
import java.util.Collection;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A job to simulate, and what must come out of it. Pipeline a counts numbers per key; pipeline b, if there is one, hands them
 * through, and its regions have nothing to do with those of a.
 */
record ModelJob(ExecutionPlan plan, int length, int splitsOfA, int splitsOfB) {

    static final int KEY_GROUPS = 16;

    /** What a vertex does. */
    enum Role {
        SOURCE,
        COUNT,
        SINK
    }

    static ModelJob drawn(int number, SplittableRandom random) {
        int sources = 1 + random.nextInt(2);
        int counts = 1 + random.nextInt(3);
        int throughs = random.nextInt(3);
        boolean forward = random.nextBoolean();
        PlanBuilder builder = new PlanBuilder(new JobId(0, number), "job-" + number)
                .vertex(sources, KEY_GROUPS, "source-a")
                .vertex(counts, KEY_GROUPS, "count-a")
                .vertex(forward ? counts : 1 + random.nextInt(3), KEY_GROUPS, "sink-a")
                .edge("source-a", Exchange.HASH, "count-a")
                .edge("count-a", forward ? Exchange.FORWARD : Exchange.HASH, "sink-a");
        if (throughs > 0) {
            builder.vertex(throughs, KEY_GROUPS, "source-b")
                    .vertex(throughs, KEY_GROUPS, "sink-b")
                    .edge("source-b", Exchange.FORWARD, "sink-b");
        }
        return new ModelJob(builder.build(), 40 + random.nextInt(160), sources, throughs);
    }

    /** How many numbers a split has; the later ones are shorter, so that their tasks finish while others go on. */
    int lengthOfSplit(int split) {
        return length >> split;
    }

    private int lengthOf(int splits) {
        return IntStream.range(0, splits).map(this::lengthOfSplit).sum();
    }

    JobId id() {
        return plan.job();
    }

    Vertex vertex(VertexId id) {
        return plan.vertex(id);
    }

    static Role roleOf(Vertex vertex) {
        return vertex.name().startsWith("source")
                ? Role.SOURCE
                : vertex.name().startsWith("count") ? Role.COUNT : Role.SINK;
    }

    static String pipelineOf(Vertex vertex) {
        return vertex.name().substring(vertex.name().length() - 1);
    }

    /** What is missing from the output of this job, or wrong with it, if anything. */
    Optional<String> flawIn(Collection<ModelRecord> output) {
        TreeSet<ModelRecord> found = new TreeSet<>(output);
        int wanted = lengthOf(splitsOfA) + lengthOf(splitsOfB);
        if (found.size() != output.size() || output.size() != wanted) {
            return Optional.of(output.size() + " records came out of " + plan.name() + ", " + found.size()
                    + " of them different, where " + wanted + " went in");
        }
        TreeMap<Integer, TreeSet<Integer>> counts = new TreeMap<>();
        output.stream()
                .filter(record -> record.pipeline().equals("a"))
                .forEach(record -> counts.computeIfAbsent(record.key(), any -> new TreeSet<>())
                        .add(record.count()));
        long distinct = counts.values().stream().mapToLong(TreeSet::size).sum();
        boolean gapless = counts.values().stream().allMatch(set -> set.first() == 1 && set.last() == set.size());
        return distinct == lengthOf(splitsOfA) && gapless
                ? Optional.empty()
                : Optional.of("the counts per key of " + plan.name() + " are not 1, 2, 3 and so on: " + counts);
    }
}
