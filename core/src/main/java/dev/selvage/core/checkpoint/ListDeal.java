package dev.selvage.core.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Deals the entries of an operator's lists out to one subtask; asked for each part in order. */
final class ListDeal {

    private final OperatorState state;
    private final int parallelism;
    private final int subtask;
    /** Per list, how many entries there are in all. */
    private final TreeMap<String, Integer> totals = new TreeMap<>();
    /** Per list, how many entries stand in the parts asked for so far. */
    private final TreeMap<String, Integer> passed = new TreeMap<>();

    ListDeal(OperatorState state, int parallelism, int subtask) {
        this.state = state;
        this.parallelism = parallelism;
        this.subtask = subtask;
        for (OperatorState.Part part : state.parts()) {
            part.lists().forEach(list -> totals.merge(list.name(), list.entries(), Integer::sum));
        }
    }

    List<TaskRestore.ListShare> of(OperatorState.Part part) {
        List<TaskRestore.ListShare> shares = new ArrayList<>();
        for (ListState list : part.lists()) {
            int before = passed.merge(list.name(), list.entries(), Integer::sum) - list.entries();
            TaskRestore.ListShare share = switch (list.spread()) {
                case UNION -> new TaskRestore.ListShare(list.name(), 0, list.entries());
                case BROADCAST -> new TaskRestore.ListShare(list.name(), 0, isBroadcaster(part) ? list.entries() : 0);
                case SPLIT -> split(part, list, before);
            };
            if (share.count() > 0) {
                shares.add(share);
            }
        }
        return shares;
    }

    /** Each subtask reads the copy of one; different subtasks read different copies, which spreads the load. */
    private boolean isBroadcaster(OperatorState.Part part) {
        return state.parts().get(subtask % state.parts().size()).subtask() == part.subtask();
    }

    private TaskRestore.ListShare split(OperatorState.Part part, ListState list, int before) {
        if (parallelism == state.parallelism()) {
            // Nothing moves without need: what a task kept is where its local copies are.
            return new TaskRestore.ListShare(list.name(), 0, part.subtask() == subtask ? list.entries() : 0);
        }
        long total = totals.getOrDefault(list.name(), 0);
        int from = Math.max(before, (int) (total * subtask / parallelism));
        int to = Math.min(before + list.entries(), (int) (total * (subtask + 1) / parallelism));
        return new TaskRestore.ListShare(list.name(), from - before, Math.max(0, to - from));
    }
}
