package dev.selvage.core.checkpoint;

import dev.selvage.core.plan.SubtaskRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Deals the entries of an operator's lists out to all subtasks, part by part in order. */
final class ListDeal {

    private final OperatorState state;
    private final int parallelism;
    /** Per list, how many entries there are in all. */
    private final TreeMap<String, Integer> totals = new TreeMap<>();
    /** Per list, how many entries stand in the parts before the present one. */
    private final TreeMap<String, Integer> before = new TreeMap<>();
    /** Per list, how many stand in those and in the present one. */
    private final TreeMap<String, Integer> passed = new TreeMap<>();

    ListDeal(OperatorState state, int parallelism) {
        this.state = state;
        this.parallelism = parallelism;
        for (OperatorState.Part part : state.parts()) {
            part.lists().forEach(list -> totals.merge(list.name(), list.entries(), Integer::sum));
        }
    }

    /**
     * Goes on to the next part.
     *
     * @param others who has something of this part anyway
     * @return subtasks of which all others get nothing of this part
     */
    SubtaskRange next(OperatorState.Part part, Optional<SubtaskRange> others) {
        int first = others.map(SubtaskRange::first).orElse(parallelism);
        int last = others.map(SubtaskRange::last).orElse(-1);
        for (ListState list : part.lists()) {
            int until = passed.merge(list.name(), list.entries(), Integer::sum);
            before.put(list.name(), until - list.entries());
            if (list.spread() != ListState.Spread.SPLIT) {
                first = 0;
                last = parallelism;
            } else if (parallelism == state.parallelism()) {
                first = Math.min(first, part.subtask());
                last = Math.max(last, part.subtask());
            } else if (list.entries() > 0) {
                // One more on each side, since shares are rounded.
                long total = totals.getOrDefault(list.name(), 0);
                first = Math.min(first, (int) ((long) (until - list.entries()) * parallelism / total) - 1);
                last = Math.max(last, (int) ((long) until * parallelism / total) + 1);
            }
        }
        return new SubtaskRange(Math.max(0, first), Math.min(parallelism - 1, last));
    }

    /** What a subtask gets of the present part. */
    List<TaskRestore.ListShare> of(OperatorState.Part part, int subtask) {
        List<TaskRestore.ListShare> shares = new ArrayList<>();
        for (ListState list : part.lists()) {
            TaskRestore.ListShare share = switch (list.spread()) {
                case UNION -> new TaskRestore.ListShare(list.name(), 0, list.entries());
                case BROADCAST ->
                    new TaskRestore.ListShare(list.name(), 0, isBroadcaster(part, subtask) ? list.entries() : 0);
                case SPLIT -> split(part, list, subtask);
            };
            if (share.count() > 0) {
                shares.add(share);
            }
        }
        return shares;
    }

    /** Each subtask reads the copy of one; different subtasks read different copies, which spreads the load. */
    private boolean isBroadcaster(OperatorState.Part part, int subtask) {
        return state.parts().get(subtask % state.parts().size()).subtask() == part.subtask();
    }

    private TaskRestore.ListShare split(OperatorState.Part part, ListState list, int subtask) {
        if (parallelism == state.parallelism()) {
            // Nothing moves without need: what a task kept is where its local copies are.
            return new TaskRestore.ListShare(list.name(), 0, part.subtask() == subtask ? list.entries() : 0);
        }
        int start = before.getOrDefault(list.name(), 0);
        long total = totals.getOrDefault(list.name(), 0);
        int from = Math.max(start, (int) (total * subtask / parallelism));
        int to = Math.min(start + list.entries(), (int) (total * (subtask + 1) / parallelism));
        return new TaskRestore.ListShare(list.name(), from - start, Math.max(0, to - from));
    }
}
