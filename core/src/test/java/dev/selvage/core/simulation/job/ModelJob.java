package dev.selvage.core.simulation.job;

import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.VertexId;
import dev.selvage.core.plan.Exchange;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.PlanBuilder;
import dev.selvage.core.plan.Vertex;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A job to simulate, and what must come out of it. Pipeline a counts numbers per key; pipeline b, if there is one, hands them
 * through, and its regions have nothing to do with those of a.
 *
 * @param lineage the first of the jobs that write this output together, each going on where the one before was cancelled
 * @param origin the checkpoint of the job before that this one starts from
 * @param retained how many checkpoints it wants to be kept
 */
record ModelJob(
        ExecutionPlan plan,
        JobId lineage,
        Optional<Manifest> origin,
        int length,
        int splitsOfA,
        int splitsOfB,
        int retained) {

    static final int KEY_GROUPS = 16;

    /** What a vertex does. */
    enum Role {
        SOURCE,
        COUNT,
        SINK
    }

    /** Whether its sinks write what they get at once, each record once or more often; so do all jobs of its lineage. */
    boolean hasPlainSinks() {
        return hasPlainSinks(lineage);
    }

    private static boolean hasPlainSinks(JobId lineage) {
        return lineage.low() % 4 == 3;
    }

    static ModelJob drawn(int number, SplittableRandom random) {
        JobId id = new JobId(0, number);
        int splitsOfA = 1 + random.nextInt(2);
        int splitsOfB = random.nextInt(3);
        int length = 40 + random.nextInt(160);
        int retained = 1 + random.nextInt(3);
        return new ModelJob(
                plan(id, !hasPlainSinks(id), splitsOfB > 0, random),
                id,
                Optional.empty(),
                length,
                splitsOfA,
                splitsOfB,
                retained);
    }

    /** The same job under another id and with another parallelism, from a checkpoint of this one. */
    ModelJob rescaled(int number, SplittableRandom random, Optional<Manifest> from) {
        return new ModelJob(
                plan(new JobId(0, number), !hasPlainSinks(), splitsOfB > 0, random),
                lineage,
                from,
                length,
                splitsOfA,
                splitsOfB,
                retained);
    }

    private static ExecutionPlan plan(JobId id, boolean twoPhase, boolean withB, SplittableRandom random) {
        int counts = 1 + random.nextInt(3);
        int throughs = 1 + random.nextInt(2);
        boolean forward = random.nextBoolean();
        PlanBuilder builder = new PlanBuilder(id, "job-" + id.low())
                .vertex(1 + random.nextInt(2), KEY_GROUPS, "source-a")
                .vertex(counts, KEY_GROUPS, "count-a")
                .sink(twoPhase, forward ? counts : 1 + random.nextInt(3), KEY_GROUPS, "sink-a")
                .edge("source-a", Exchange.HASH, "count-a")
                .edge("count-a", forward ? Exchange.FORWARD : Exchange.HASH, "sink-a");
        if (withB) {
            builder.vertex(throughs, KEY_GROUPS, "source-b")
                    .sink(twoPhase, throughs, KEY_GROUPS, "sink-b")
                    .edge("source-b", Exchange.FORWARD, "sink-b");
        }
        return builder.build();
    }

    long originNumber() {
        return origin.map(manifest -> manifest.checkpoint().number()).orElse(0L);
    }

    /** The splits that a source's subtask begins with if it begins from the beginning. */
    List<Integer> splitsOf(Vertex vertex, int subtask) {
        int splits = pipelineOf(vertex).equals("a") ? splitsOfA : splitsOfB;
        return IntStream.range(0, splits)
                .filter(split -> split % vertex.parallelism() == subtask)
                .boxed()
                .toList();
    }

    /** How many numbers a split has; the later ones are shorter, so that their tasks finish while others go on. */
    int lengthOfSplit(int split) {
        return length >> split;
    }

    /** What a split is called where both pipelines meet. */
    static String placeOf(String source, int split) {
        return source + " " + split;
    }

    /** How many numbers of a split have come up to where it was stopped; one that is not named had come to its end. */
    private int lengthUpTo(Map<String, Integer> stops, String pipeline, int split) {
        return stops.getOrDefault(placeOf("source-" + pipeline, split), lengthOfSplit(split));
    }

    private int lengthUpTo(Map<String, Integer> stops, String pipeline) {
        return IntStream.of(lengthsOfSplits(stops, pipeline)).sum();
    }

    private int[] lengthsOfSplits(Map<String, Integer> stops, String pipeline) {
        return IntStream.range(0, pipeline.equals("a") ? splitsOfA : splitsOfB)
                .map(split -> lengthUpTo(stops, pipeline, split))
                .toArray();
    }

    /** By pipelines, and in each by splits: there are many records to look at. */
    private Map<String, int[]> lengthsUpTo(Map<String, Integer> stops) {
        return new TreeMap<>(Map.of("a", lengthsOfSplits(stops, "a"), "b", lengthsOfSplits(stops, "b")));
    }

    private static boolean isBeyond(ModelRecord record, Map<String, int[]> lengths) {
        int[] ofPipeline = Optional.ofNullable(lengths.get(record.pipeline())).orElseThrow();
        return record.number() >= ofPipeline[record.split()];
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

    /**
     * What is missing from the output of this job, or wrong with it, if anything.
     *
     * @param stops where splits were stopped, if they were
     */
    Optional<String> flawIn(Collection<ModelRecord> output, Map<String, Integer> stops) {
        return hasPlainSinks() ? lossIn(output, stops) : differenceIn(output, stops);
    }

    /** Of sinks that write at once everything has to come, and what comes behind where the job was stopped is no flaw. */
    private Optional<String> lossIn(Collection<ModelRecord> output, Map<String, Integer> stops) {
        Map<String, int[]> lengths = lengthsUpTo(stops);
        long found = output.stream()
                .filter(record -> !isBeyond(record, lengths))
                .collect(Collectors.toCollection(TreeSet::new))
                .size();
        int wanted = lengthUpTo(stops, "a") + lengthUpTo(stops, "b");
        return found == wanted
                ? Optional.empty()
                : Optional.of(
                        found + " different records came out of " + plan.name() + ", where " + wanted + " went in");
    }

    private Optional<String> differenceIn(Collection<ModelRecord> output, Map<String, Integer> stops) {
        Map<String, int[]> lengths = lengthsUpTo(stops);
        Optional<ModelRecord> tooFar =
                output.stream().filter(record -> isBeyond(record, lengths)).findFirst();
        if (tooFar.isPresent()) {
            return Optional.of(tooFar.get() + " came out of " + plan.name() + ", which was stopped at " + stops);
        }
        TreeSet<ModelRecord> found = new TreeSet<>(output);
        int wanted = lengthUpTo(stops, "a") + lengthUpTo(stops, "b");
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
        return distinct == lengthUpTo(stops, "a") && gapless
                ? Optional.empty()
                : Optional.of("the counts per key of " + plan.name() + " are not 1, 2, 3 and so on: " + counts);
    }
}
