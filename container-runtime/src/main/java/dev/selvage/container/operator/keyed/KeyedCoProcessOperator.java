package dev.selvage.container.operator.keyed;

import dev.selvage.api.function.KeyedCoProcessFunction;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.operator.Receiver;
import dev.selvage.container.operator.function.SecondInput;
import dev.selvage.container.operator.function.TwoInputs;
import dev.selvage.container.state.KeyedStates;

/** A template: a process function of two inputs that share state and timers per key. */
final class KeyedCoProcessOperator extends KeyedOperator implements TwoInputs {
    private final KeyedCoProcessFunction<Object, Object, Object, Object> function;

    KeyedCoProcessOperator(
            OperatorContext context,
            Outlets outlets,
            KeyedCoProcessFunction<Object, Object, Object, Object> function,
            KeyedStates states) {
        super(context, outlets, function, states);
        this.function = function;
    }

    @Override
    public Receiver input(int number) {
        return number == 0 ? this : new SecondInput(this);
    }

    @Override
    public void process(Object value, long recordTimestamp) {
        timestamp = recordTimestamp;
        try {
            function.processElement1(value, this, this);
        } catch (Throwable thrown) {
            throw failure(thrown);
        }
    }

    @Override
    public void processSecond(Object value, long recordTimestamp) {
        timestamp = recordTimestamp;
        try {
            function.processElement2(value, this, this);
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
