package dev.selvage.container.window;

import dev.selvage.api.function.Function;
import dev.selvage.api.function.ProcessWindowFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Operation.Gathering;
import dev.selvage.api.state.CheckpointedFunction;
import dev.selvage.api.state.FunctionInitializationContext;
import dev.selvage.api.state.FunctionSnapshotContext;
import org.jspecify.annotations.Nullable;

/**
 * The user's functions of a window.
 *
 * @param gathering what takes records in, if a function does
 * @param through what sees a window that fires, if a function does
 */
record WindowFunctions(
        @Nullable Function gathering, @Nullable ProcessWindowFunction<Object, Object, Object> through)
        implements Function, CheckpointedFunction {
    static WindowFunctions of(Operation.Window operation) {
        return new WindowFunctions(
                of(operation.gathering()),
                operation.firing() instanceof Operation.Firing.Through firing ? firing.function() : null);
    }

    static WindowFunctions of(Operation.PreAggregate operation) {
        return new WindowFunctions(of(operation.gathering()), null);
    }

    private static @Nullable Function of(Gathering gathering) {
        if (gathering instanceof Gathering.Reduced reduced) {
            return reduced.function();
        } else if (gathering instanceof Gathering.Aggregated aggregated) {
            return aggregated.function();
        }
        return gathering instanceof Gathering.Merged merged ? of(merged.ofRecords()) : null;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        if (gathering instanceof CheckpointedFunction checkpointed) {
            checkpointed.initializeState(context);
        }
        if (through instanceof CheckpointedFunction checkpointed) {
            checkpointed.initializeState(context);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (gathering instanceof CheckpointedFunction checkpointed) {
            checkpointed.snapshotState(context);
        }
        if (through instanceof CheckpointedFunction checkpointed) {
            checkpointed.snapshotState(context);
        }
    }

    @Override
    public void open(RuntimeContext context) throws Exception {
        if (gathering != null) {
            gathering.open(context);
        }
        if (through != null) {
            through.open(context);
        }
    }

    @Override
    public void close() throws Exception {
        if (gathering != null) {
            gathering.close();
        }
        if (through != null) {
            through.close();
        }
    }
}
