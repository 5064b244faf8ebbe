package dev.selvage.container.operator.sink;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.sink.TwoPhaseSink;
import dev.selvage.container.code.JobCode;
import dev.selvage.container.code.Template;
import dev.selvage.container.operator.Operator;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import java.lang.invoke.MethodHandles;

/** Makes the operators of this package. */
public final class SinkOperators {
    private static final Template<Operator> SINK = Template.of(MethodHandles.lookup(), SinkOperator.class);

    private SinkOperators() {}

    /** The operator of a sink; {@code where} is its place in the job. */
    @SuppressWarnings("unchecked") // A graph holds sinks of whatever their records are.
    public static Operator of(
            Operation.Write write, JobCode code, Object where, OperatorContext context, Outlets outlets) {
        if (write.sink() instanceof TwoPhaseSink<?, ?> twoPhase) {
            return new TwoPhaseSinkOperator(context, outlets, (TwoPhaseSink<Object, Object>) twoPhase);
        }
        return code.make(where, SINK, context, outlets, write.sink());
    }
}
