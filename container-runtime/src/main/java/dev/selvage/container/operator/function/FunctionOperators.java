package dev.selvage.container.operator.function;

import dev.selvage.api.graph.Operation;
import dev.selvage.container.code.JobCode;
import dev.selvage.container.code.Template;
import dev.selvage.container.operator.Operator;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import java.lang.invoke.MethodHandles;

/** Makes the operators of this package, with a copy of the code for each place in a job. */
public final class FunctionOperators {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final Template<Operator> MAP = Template.of(HERE, MapOperator.class);
    private static final Template<Operator> FILTER = Template.of(HERE, FilterOperator.class);
    private static final Template<Operator> FLAT_MAP = Template.of(HERE, FlatMapOperator.class);
    private static final Template<Operator> PROCESS = Template.of(HERE, ProcessOperator.class);
    private static final Template<Operator> CO_PROCESS = Template.of(HERE, CoProcessOperator.class);
    private static final Template<Operator> TIMESTAMPS = Template.of(HERE, TimestampsOperator.class);

    private FunctionOperators() {}

    /** The operator of an operation; {@code where} is its place in the job. */
    public static Operator of(
            Operation operation, JobCode code, Object where, OperatorContext context, Outlets outlets) {
        if (operation instanceof Operation.Transform map) {
            return code.make(where, MAP, context, outlets, map.function());
        } else if (operation instanceof Operation.Filter filter) {
            return code.make(where, FILTER, context, outlets, filter.function());
        } else if (operation instanceof Operation.FlatMap flatMap) {
            return code.make(where, FLAT_MAP, context, outlets, flatMap.function());
        } else if (operation instanceof Operation.PlainProcess process) {
            return code.make(where, PROCESS, context, outlets, process.function());
        } else if (operation instanceof Operation.CoProcess process) {
            return code.make(where, CO_PROCESS, context, outlets, process.function());
        } else if (operation instanceof Operation.AssignTimestamps timestamps) {
            return code.make(where, TIMESTAMPS, context, outlets, timestamps.watermarks());
        }
        throw new IllegalArgumentException("expected an operation without keys, found " + operation);
    }
}
