package dev.selvage.container.operator.keyed;

import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.state.KeyedStates;

/** A template: a process function with state and timers per key. */
final class KeyedProcessOperator extends KeyedOperator {
    private final KeyedProcessFunction<Object, Object, Object> function;

    KeyedProcessOperator(
            OperatorContext context,
            Outlets outlets,
            KeyedProcessFunction<Object, Object, Object> function,
            KeyedStates states) {
        super(context, outlets, function, states);
        this.function = function;
    }

    @Override
    public void process(Object value, long recordTimestamp) {
        timestamp = recordTimestamp;
        try {
            function.processElement(value, this, this);
        } catch (Throwable thrown) {
            throw failure(thrown);
        }
    }

    // Here and not above, so that each copy calls its own successor.
    @Override
    public void collect(Object record) {
        next.process(record, timestamp);
    }

    @Override
    protected void onTimer(long time) throws Exception {
        function.onTimer(time, this, this);
    }
}
