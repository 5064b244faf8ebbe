package dev.selvage.container.window;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Operation.Gathering;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.DataType;
import dev.selvage.api.window.WindowAssigner;
import dev.selvage.container.code.JobCode;
import dev.selvage.container.code.Template;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.operator.Operator;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.state.KeyedStates;
import java.lang.invoke.MethodHandles;
import java.util.function.UnaryOperator;

/** Makes the operators of windows. */
public final class WindowOperators {
    private static final String CONTENTS = "contents";
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final Template<Operator> REGULAR = Template.of(HERE, RegularWindowOperator.class);
    private static final Template<Operator> SESSIONS = Template.of(HERE, SessionWindowOperator.class);
    private static final Template<Contents> REDUCED = Template.of(HERE, ReducedContents.class);
    private static final Template<Contents> AGGREGATED = Template.of(HERE, AggregatedContents.class);
    private static final Template<Contents> MERGED = Template.of(HERE, MergedContents.class);
    private static final Template<Operator> PRE_AGGREGATE = Template.of(HERE, PreAggregateOperator.class);
    private static final Template<Contents> ALL = Template.of(HERE, AllContents.class);

    private WindowOperators() {}

    /** Whether each key has values in several spaces: sessions begin when their keys do, and no two keys share one. */
    public static boolean needsSpaces(Operation.Window operation) {
        return operation.assigner() instanceof WindowAssigner.Sessions;
    }

    /**
     * The operator of a window.
     *
     * @param where its place in the job
     * @param states state by key and window
     */
    public static Operator of(
            Operation.Window operation,
            JobCode code,
            Object where,
            OperatorContext context,
            Outlets outlets,
            KeyedStates states) {
        Contents contents = operation.gathering() instanceof Gathering.Merged merged
                ? merged(merged, operation, code, where, states)
                : contents(operation.gathering(), operation.allowedLateness() > 0, code, where, states);
        WindowFunctions functions = WindowFunctions.of(operation);
        WindowClock clock = new WindowClock(operation.assigner().clock(), context.clock());
        if (operation.assigner() instanceof WindowAssigner.Regular regular) {
            RegularWindows windows = RegularWindows.of(regular, operation.allowedLateness());
            return code.make(where, REGULAR, context, outlets, operation, states, functions, contents, clock, windows);
        }
        long gap = ((WindowAssigner.Sessions) operation.assigner()).gap();
        return code.make(where, SESSIONS, context, outlets, operation, states, functions, contents, clock, gap);
    }

    /**
     * What gathers the records of windows before they are sent to them.
     *
     * @param where its place in the job
     * @param states state by key and window, which no checkpoint holds
     */
    public static Operator of(
            Operation.PreAggregate operation,
            JobCode code,
            Object where,
            OperatorContext context,
            Outlets outlets,
            KeyedStates states) {
        WindowAssigner.Regular windows = operation.windows();
        Partitioning.Hash keys = operation.keys();
        return code.make(
                where,
                PRE_AGGREGATE,
                context,
                outlets,
                WindowFunctions.of(operation),
                // All records of such a span are in the same windows, and the first of them fires when the span is
                // over.
                new RegularWindows(windows.slide(), windows.slide(), windows.offset(), 0),
                keys.selector(),
                KeyHash.of(keys.keyType().type()),
                states,
                contents(operation.gathering(), false, code, where, states));
    }

    private static Contents merged(
            Gathering.Merged gathering, Operation.Window window, JobCode code, Object where, KeyedStates states) {
        UnaryOperator<Object> copy = UnaryOperator.identity();
        boolean isInSeveral =
                window.assigner() instanceof WindowAssigner.Regular windows && windows.slide() < windows.size();
        if (isInSeveral && gathering.ofRecords() instanceof Gathering.Aggregated aggregated) {
            copy = states.copyOf(aggregated.accumulatorType());
        }
        Contents ofRecords = contents(gathering.ofRecords(), window.allowedLateness() > 0, code, where, states);
        return code.make(where, MERGED, ofRecords, copy);
    }

    /** What a window holds; some windows go on gathering when they have fired. */
    private static Contents contents(
            Gathering gathering, boolean goesOn, JobCode code, Object where, KeyedStates states) {
        if (gathering instanceof Gathering.Reduced reduced) {
            return code.make(where, REDUCED, reduced.function(), states.value(value(reduced.recordType())));
        } else if (gathering instanceof Gathering.Aggregated aggregated) {
            DataType<?> type = aggregated.accumulatorType();
            UnaryOperator<Object> copy = goesOn ? states.copyOfKept(type) : UnaryOperator.identity();
            return code.make(where, AGGREGATED, aggregated.function(), states.value(value(type)), copy);
        }
        DataType<?> recordType = ((Gathering.All) gathering).recordType();
        return code.make(where, ALL, states.list(new ListStateDescriptor<>(CONTENTS, recordType)));
    }

    private static <T> ValueStateDescriptor<T> value(DataType<T> type) {
        return new ValueStateDescriptor<>(CONTENTS, type);
    }
}
