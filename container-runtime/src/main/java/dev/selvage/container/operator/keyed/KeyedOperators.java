package dev.selvage.container.operator.keyed;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.type.DataType;
import dev.selvage.container.code.JobCode;
import dev.selvage.container.code.Template;
import dev.selvage.container.operator.Operator;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.state.KeyedStates;
import java.lang.invoke.MethodHandles;

/** Makes the operators of this package. */
public final class KeyedOperators {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final Template<Operator> PROCESS = Template.of(HERE, KeyedProcessOperator.class);
    private static final Template<Operator> CO_PROCESS = Template.of(HERE, KeyedCoProcessOperator.class);
    private static final Template<Operator> REDUCE = Template.of(HERE, ReduceOperator.class);
    private static final Template<Operator> AGGREGATE = Template.of(HERE, AggregateOperator.class);

    private KeyedOperators() {}

    /** Whether an operation's state belongs to keys. */
    public static boolean isKeyed(Operation operation) {
        return operation instanceof Operation.KeyedProcess
                || operation instanceof Operation.KeyedCoProcess
                || operation instanceof Operation.Reduce
                || operation instanceof Operation.Aggregate
                || operation instanceof Operation.Window;
    }

    /**
     * The operator of an operation.
     *
     * @param where its place in the job
     * @param recordType of its first input
     */
    public static Operator of(
            Operation operation,
            JobCode code,
            Object where,
            OperatorContext context,
            Outlets outlets,
            DataType<?> recordType,
            KeyedStates states) {
        if (operation instanceof Operation.KeyedProcess process) {
            return code.make(where, PROCESS, context, outlets, process.function(), states);
        } else if (operation instanceof Operation.KeyedCoProcess process) {
            return code.make(where, CO_PROCESS, context, outlets, process.function(), states);
        } else if (operation instanceof Operation.Reduce reduce) {
            return code.make(where, REDUCE, context, outlets, reduce.function(), recordType, states);
        } else if (operation instanceof Operation.Aggregate aggregate) {
            return code.make(
                    where, AGGREGATE, context, outlets, aggregate.function(), aggregate.accumulatorType(), states);
        }
        throw new IllegalArgumentException("expected an operation on keys, found " + operation);
    }
}
