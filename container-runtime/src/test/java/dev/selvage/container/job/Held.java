package dev.selvage.container.job;

import dev.selvage.api.function.CoProcessFunction;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.ProcessFunction;
import dev.selvage.api.state.CheckpointedFunction;
import dev.selvage.api.state.FunctionInitializationContext;
import dev.selvage.api.state.FunctionSnapshotContext;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds items back in state of the subtask's own, and lets them go with each signal; behind the last signal it holds back no
 * more. Everybody gets the same signals, so that at any barrier all subtasks have seen the same number of them.
 */
final class Held implements CoProcessFunction<Object, Object, Object>, CheckpointedFunction {

    private static final long serialVersionUID = 1;

    private final int signals;
    private final List<Item> held = new ArrayList<>();
    private int seen;

    private transient ListState<Item> keptItems;
    private transient ListState<Integer> keptSeen;

    @SuppressWarnings("NullAway.Init") // Set by initializeState.
    Held(int signals) {
        this.signals = signals;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        keptItems = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("items", Item.class));
        keptSeen = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("seen", Integer.class));
        keptItems.get().forEach(held::add);
        List<Integer> all = new ArrayList<>();
        keptSeen.get().forEach(all::add);
        if (all.stream().distinct().count() > 1) {
            throw new IllegalStateException("expected all to have seen as many signals, found " + all);
        }
        seen = all.isEmpty() ? 0 : all.get(0);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        Faults.at("in a function's snapshot", 100);
        keptItems.update(held);
        keptSeen.update(List.of(seen));
    }

    @Override
    public void processElement1(Object item, ProcessFunction.Context context, Collector<Object> out) {
        if (seen >= signals) {
            out.collect(item);
        } else {
            held.add((Item) item);
        }
    }

    @Override
    public void processElement2(Object signal, ProcessFunction.Context context, Collector<Object> out) {
        seen++;
        held.forEach(out::collect);
        held.clear();
    }
}
