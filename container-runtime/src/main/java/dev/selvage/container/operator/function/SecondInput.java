package dev.selvage.container.operator.function;

import dev.selvage.container.operator.Receiver;

/** The second input of an operator as something that takes records. */
public final class SecondInput extends Receiver {
    private final TwoInputs operator;

    public SecondInput(TwoInputs operator) {
        this.operator = operator;
    }

    @Override
    public void process(Object value, long timestamp) {
        operator.processSecond(value, timestamp);
    }
}
