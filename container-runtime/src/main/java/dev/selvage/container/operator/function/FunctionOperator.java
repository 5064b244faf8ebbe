package dev.selvage.container.operator.function;

import dev.selvage.api.function.Function;
import dev.selvage.api.state.CheckpointedFunction;
import dev.selvage.container.operator.Operator;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.core.id.CheckpointId;

/** An operator made of one user function, opened, snapshotted and closed with it. */
public abstract class FunctionOperator extends Operator {
    private final Function user;

    protected FunctionOperator(OperatorContext context, Outlets outlets, Function user) {
        super(context, outlets);
        this.user = user;
    }

    @Override
    public void open() {
        try {
            if (user instanceof CheckpointedFunction checkpointed) {
                checkpointed.initializeState(context().initialization());
            }
            user.open(context());
        } catch (Throwable thrown) {
            throw failure("while it opened", thrown);
        }
    }

    @Override
    public void prepareSnapshot(CheckpointId checkpoint) {
        if (user instanceof CheckpointedFunction checkpointed) {
            try {
                checkpointed.snapshotState(checkpoint::number);
            } catch (Throwable thrown) {
                throw failure("while it wrote its state for checkpoint " + checkpoint, thrown);
            }
        }
    }

    @Override
    public void close() {
        try {
            user.close();
        } catch (Throwable thrown) {
            throw failure("while it closed", thrown);
        }
    }
}
