package dev.selvage.api;

import dev.selvage.api.function.Collector;
import dev.selvage.api.function.FilterFunction;
import dev.selvage.api.function.FlatMapFunction;
import dev.selvage.api.function.Function;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.MapFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.state.CheckpointedFunction;
import dev.selvage.api.state.FunctionInitializationContext;
import dev.selvage.api.state.FunctionSnapshotContext;

/**
 * Functions that know nothing of keys, but stand behind {@code keyBy} and may ask for state when they are opened. As process
 * functions they get that of the key. Whoever does not open, lambdas above all, asks for nothing and goes without that cost.
 */
final class FunctionsOnKeys {
    private FunctionsOnKeys() {}

    /** Whether a function has an {@code open} of its own. */
    static boolean opens(Function function) {
        try {
            return function.getClass().getMethod("open", RuntimeContext.class).getDeclaringClass() != Function.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("expected every function to have open(), found none in " + function, e);
        }
    }

    /** Whoever picks a subtask works where records leave, which has no subtask of its own to be opened in. */
    static void requireUnopened(Function function, String what) {
        if (opens(function)) {
            throw new IllegalArgumentException(
                    "Wanted a function that is ready without open(), which is not called for a "
                            + what + ", found " + function.getClass().getTypeName() + " at "
                            + CallSite.find().place() + ": prepare in its constructor, or when it is first called.");
        }
    }

    static KeyedProcessFunction<Object, Object, Object> map(MapFunction<Object, Object> function) {
        return new Mapping(function);
    }

    static KeyedProcessFunction<Object, Object, Object> filter(FilterFunction<Object> function) {
        return new Filtering(function);
    }

    static KeyedProcessFunction<Object, Object, Object> flatMap(FlatMapFunction<Object, Object> function) {
        return new FlatMapping(function);
    }

    /** What the author's function is told besides records. */
    private abstract static sealed class Around<F extends Function>
            implements KeyedProcessFunction<Object, Object, Object>, CheckpointedFunction {
        private static final long serialVersionUID = 1;

        final F function;

        private Around(F function) {
            this.function = function;
        }

        @Override
        public void open(RuntimeContext context) throws Exception {
            function.open(context);
        }

        @Override
        public void close() throws Exception {
            function.close();
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            if (function instanceof CheckpointedFunction checkpointed) {
                checkpointed.initializeState(context);
            }
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            if (function instanceof CheckpointedFunction checkpointed) {
                checkpointed.snapshotState(context);
            }
        }
    }

    private static final class Mapping extends Around<MapFunction<Object, Object>> {
        private static final long serialVersionUID = 1;

        private Mapping(MapFunction<Object, Object> function) {
            super(function);
        }

        @Override
        public void processElement(Object value, Context<Object> context, Collector<Object> out) throws Exception {
            out.collect(function.map(value));
        }
    }

    private static final class Filtering extends Around<FilterFunction<Object>> {
        private static final long serialVersionUID = 1;

        private Filtering(FilterFunction<Object> function) {
            super(function);
        }

        @Override
        public void processElement(Object value, Context<Object> context, Collector<Object> out) throws Exception {
            if (function.filter(value)) {
                out.collect(value);
            }
        }
    }

    private static final class FlatMapping extends Around<FlatMapFunction<Object, Object>> {
        private static final long serialVersionUID = 1;

        private FlatMapping(FlatMapFunction<Object, Object> function) {
            super(function);
        }

        @Override
        public void processElement(Object value, Context<Object> context, Collector<Object> out) throws Exception {
            function.flatMap(value, out);
        }
    }
}
