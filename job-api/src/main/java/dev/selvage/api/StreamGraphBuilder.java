package dev.selvage.api;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.graph.StreamNode.Chaining;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides what the author left open, refuses what cannot run, and makes the graph. */
final class StreamGraphBuilder {
    private static final String DEFAULT_SLOT_SHARING_GROUP = "default";

    private final ProgramSettings settings;
    private final Map<OperatorDraft, StreamNode> nodes = new HashMap<>();
    private final List<StreamNode> ordered = new ArrayList<>();

    StreamGraphBuilder(ProgramSettings settings) {
        this.settings = settings;
    }

    /** @param drafts in the order in which they were made: each behind those that it reads from */
    StreamGraph build(String jobName, List<OperatorDraft> drafts) {
        check(jobName, drafts);
        for (OperatorDraft draft : drafts) {
            StreamNode node = node(draft);
            nodes.put(draft, node);
            ordered.add(node);
        }
        return new StreamGraph(jobName, ordered, settings.asMap());
    }

    private static void check(String jobName, List<OperatorDraft> drafts) {
        if (drafts.isEmpty()) {
            throw new IllegalStateException("The job '" + jobName + "' is empty: begin with a source, such as"
                    + " fromSource or fromData, and end with sinkTo or print before execute. What was executed once is"
                    + " not executed again.");
        }
        if (drafts.stream().noneMatch(draft -> draft.operation() instanceof Operation.Write)) {
            throw new IllegalStateException("The job '" + jobName + "' has no sink, so that what '"
                    + drafts.get(drafts.size() - 1).label()
                    + "' makes would be lost: add sinkTo or print behind it, or a DiscardingSink if that is meant.");
        }
        Map<String, OperatorDraft> byUid = new HashMap<>();
        for (OperatorDraft draft : drafts) {
            draft.uid()
                    .flatMap(uid -> Optional.ofNullable(byUid.put(uid, draft)))
                    .ifPresent(other -> {
                        throw new IllegalStateException(
                                "The uid '" + draft.uid().orElse("") + "' is given to '"
                                        + other.label() + "' and to '" + draft.label()
                                        + "': each operator needs a uid of its own, since its state is found by it.");
                    });
        }
    }

    private StreamNode node(OperatorDraft draft) {
        Optional<StreamNode> beside = standsBeside(draft);
        int parallelism = draft.parallelism()
                .orElseGet(() -> beside.map(StreamNode::parallelism).orElse(settings.parallelism()));
        int maxParallelism = draft.maxParallelism()
                .orElseGet(() -> beside.map(StreamNode::maxParallelism)
                        .orElseGet(() -> settings.maxParallelism().orElse(Parallelism.defaultMaximum(parallelism))));
        if (parallelism > maxParallelism) {
            throw new IllegalStateException("'" + draft.label() + "' has a parallelism of " + parallelism
                    + ", but a highest parallelism of " + maxParallelism + ": lower the one, or raise the other.");
        }
        Chaining chaining = settings.chains() ? draft.chaining() : Chaining.NEVER;
        String group = draft.slotSharingGroup().orElseGet(() -> inheritedGroup(draft));
        boolean oneInput = draft.inputs().size() == 1 && draft.inputs().get(0).size() == 1;
        List<StreamEdge> edges = new ArrayList<>();
        for (int input = 0; input < draft.inputs().size(); input++) {
            for (Feed feed : draft.inputs().get(input)) {
                StreamNode from = known(feed.from());
                Partitioning partitioning = feed.asked().orElseGet(() -> unasked(from.parallelism(), parallelism));
                boolean chained = oneInput
                        && partitioning instanceof Partitioning.Forward
                        && chaining == Chaining.ALWAYS
                        && from.chaining() != Chaining.NEVER
                        && from.slotSharingGroup().equals(group);
                if (!chained) {
                    // Between tasks records become bytes, and nothing but their type says how.
                    feed.type().require(feed.from().label());
                }
                edges.add(new StreamEdge(
                        from.id(),
                        input,
                        partitioning,
                        feed.sideOutput().map(OutputTag::getId).orElse(""),
                        feed.type()));
            }
        }
        return new StreamNode(
                ordered.size() + 1,
                draft.name(),
                draft.uid().orElse(""),
                draft.operation(),
                parallelism,
                maxParallelism,
                chaining,
                group,
                edges,
                draft.outputType(),
                draft.callSite());
    }

    /** Whoever gathers records where they are stands in the tasks that have them. */
    private Optional<StreamNode> standsBeside(OperatorDraft draft) {
        return draft.operation() instanceof Operation.PreAggregate
                ? Optional.of(known(draft.inputs().get(0).get(0).from()))
                : Optional.empty();
    }

    private static Partitioning unasked(int before, int behind) {
        return before == behind ? new Partitioning.Forward() : new Partitioning.Rebalance();
    }

    private String inheritedGroup(OperatorDraft draft) {
        Set<String> groups = draft.inputs().stream()
                .flatMap(List::stream)
                .map(feed -> known(feed.from()).slotSharingGroup())
                .collect(Collectors.toSet());
        return groups.size() == 1 ? groups.iterator().next() : DEFAULT_SLOT_SHARING_GROUP;
    }

    private StreamNode known(OperatorDraft draft) {
        return Optional.ofNullable(nodes.get(draft))
                .orElseThrow(() -> new IllegalStateException("'" + draft.label() + "' belongs to no job."));
    }
}
