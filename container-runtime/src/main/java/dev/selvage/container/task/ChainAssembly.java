package dev.selvage.container.task;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.container.code.JobCode;
import dev.selvage.container.metric.TaskMetrics;
import dev.selvage.container.operator.Downstream;
import dev.selvage.container.operator.FanOut;
import dev.selvage.container.operator.NoKeyedState;
import dev.selvage.container.operator.Nowhere;
import dev.selvage.container.operator.Operator;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.operator.function.FunctionOperators;
import dev.selvage.container.operator.keyed.KeyedOperators;
import dev.selvage.container.operator.sink.SinkOperators;
import dev.selvage.container.program.JobProgram;
import dev.selvage.container.routing.Route;
import dev.selvage.container.routing.Routes;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.StateAccess;
import dev.selvage.container.time.TaskClock;
import dev.selvage.container.window.WindowOperators;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.plan.Edge;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.OutputOf;
import dev.selvage.core.plan.Vertex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Makes the operators of one subtask, from the last to the first, and the routes behind them. */
final class ChainAssembly {
    private final TaskId task;
    private final ExecutionPlan plan;
    private final Vertex vertex;
    private final JobProgram program;
    private final TaskProcess process;
    private final OperatorStates states;
    private final Connections connections;
    private final TaskClock clock;
    private final BooleanSupplier stopping;
    private final TaskMetrics metrics = new TaskMetrics();

    private final List<StreamNode> nodes = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    /** By their places in the chain; a source has none. */
    private final TreeMap<Integer, Operator> operators = new TreeMap<>();

    private Optional<KeyedStates> keyed = Optional.empty();
    private Downstream behindSource = new Nowhere();

    ChainAssembly(
            TaskId task,
            ExecutionPlan plan,
            JobProgram program,
            TaskProcess process,
            OperatorStates states,
            Connections connections,
            TaskClock clock,
            BooleanSupplier stopping) {
        this.task = task;
        this.plan = plan;
        this.vertex = plan.vertex(task.subtask().vertex());
        this.program = program;
        this.process = process;
        this.states = states;
        this.connections = connections;
        this.clock = clock;
        this.stopping = stopping;
        vertex.chain().forEach(operator -> nodes.add(program.node(operator.id())));
        for (int place = nodes.size() - 1; place >= 0; place--) {
            add(place);
        }
    }

    Vertex vertex() {
        return vertex;
    }

    /** What its operators count and measure. */
    TaskMetrics metrics() {
        return metrics;
    }

    /** The code that is made for its job. */
    JobCode code() {
        return program.code();
    }

    /** What the first of the chain does. */
    Operation headOperation() {
        return nodes.get(0).operation();
    }

    /** The first operator, if the chain does not begin with a source. */
    Operator head() {
        return operators.firstEntry().getValue();
    }

    /** What a source's records reach first. */
    Downstream behindSource() {
        return behindSource;
    }

    /** The state of the first operator, if it belongs to keys. */
    Optional<KeyedStates> keyed() {
        return keyed;
    }

    Chain chain() {
        boolean isSource = headOperation() instanceof Operation.Read;
        return new Chain(isSource ? behindSource : head(), List.copyOf(operators.values()), routes);
    }

    /** What the operator at a place knows and has. */
    OperatorContext context(int place) {
        String name = nodes.get(place).name();
        StateAccess access = headOperation() instanceof Operation.Window && place == 0
                ? NoKeyedState.inWindow(name)
                : keyed.filter(states -> place == 0)
                        .<StateAccess>map(states -> states)
                        .orElseGet(() -> NoKeyedState.withoutKeys(name));
        return new OperatorContext(
                new OperatorContext.Place(name, vertex.chain().get(place).id(), task, vertex.parallelism()),
                clock,
                metrics.ofOperator(name),
                process.files(),
                access,
                states.own(vertex.chain().get(place)),
                stopping);
    }

    private void add(int place) {
        Outlets outlets = outlets(place);
        Operation operation = nodes.get(place).operation();
        if (operation instanceof Operation.Read) {
            behindSource = outlets.main();
            return;
        }
        Object where = vertex.chain().get(place).id();
        operators.put(place, operator(place, operation, where, outlets));
    }

    private Operator operator(int place, Operation operation, Object where, Outlets outlets) {
        if (KeyedOperators.isKeyed(operation)) {
            StreamEdge first = nodes.get(place).inputs().get(0);
            Partitioning.Hash hash = (Partitioning.Hash) first.partitioning();
            boolean spaced = operation instanceof Operation.Window window && WindowOperators.needsSpaces(window);
            KeyedStates own = states.keyed(vertex.chain().get(place), hash.keyType(), spaced);
            keyed = Optional.of(own);
            if (operation instanceof Operation.Window window) {
                return WindowOperators.of(window, program.code(), where, context(place), outlets, own);
            }
            return KeyedOperators.of(
                    operation, program.code(), where, context(place), outlets, first.recordType(), own);
        }
        if (operation instanceof Operation.PreAggregate gathers) {
            KeyedStates passing =
                    states.passing(vertex.chain().get(place), gathers.keys().keyType());
            return WindowOperators.of(gathers, program.code(), where, context(place), outlets, passing);
        }
        if (operation instanceof Operation.Write write) {
            return SinkOperators.of(write, program.code(), where, context(place), outlets);
        }
        return FunctionOperators.of(operation, program.code(), where, context(place), outlets);
    }

    private Outlets outlets(int place) {
        Map<String, List<Downstream>> readers = new HashMap<>();
        for (int other = place + 1; other < nodes.size(); other++) {
            Optional<OutputOf> input = vertex.chain().get(other).input();
            if (input.isPresent() && input.get().operator() == place) {
                readersOf(input.get(), readers).add(operators.get(other));
            }
        }
        for (Edge edge : plan.edgesOutOf(vertex.id())) {
            if (edge.output().operator() == place) {
                readersOf(edge.output(), readers).add(route(edge));
            }
        }
        Map<String, Downstream> sides = new HashMap<>();
        readers.forEach((side, all) -> sides.put(side, oneOf(all)));
        Downstream main = sides.remove("");
        return new Outlets(main == null ? new Nowhere() : main, sides);
    }

    private static List<Downstream> readersOf(OutputOf output, Map<String, List<Downstream>> readers) {
        return readers.computeIfAbsent(output.sideOutput().orElse(""), absent -> new ArrayList<>());
    }

    private static Downstream oneOf(List<Downstream> all) {
        return all.size() == 1 ? all.get(0) : new FanOut(all);
    }

    private Route route(Edge edge) {
        Route route = Routes.of(
                program.code(),
                edge.number(),
                program.stream(edge).partitioning(),
                connections.outputs(edge),
                task.subtask().index(),
                plan.vertex(edge.to()).maxParallelism());
        routes.add(route);
        return route;
    }
}
