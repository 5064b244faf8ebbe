package dev.selvage.container.task;

import dev.selvage.api.type.DataType;
import dev.selvage.container.operator.OperatorContext.SubtaskState;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.core.plan.Operator;

/** All state of one task. */
interface TaskStates extends Task.TaskState, Cuts.Snapshots {
    /** State of the head of the chain by keys of a type. */
    KeyedStates keyed(Operator operator, DataType<?> keyType);

    /** State of an operator's subtask that belongs to no key. */
    SubtaskState own(Operator operator);
}
