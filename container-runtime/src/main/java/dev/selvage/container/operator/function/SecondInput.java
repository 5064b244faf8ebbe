package dev.selvage.container.operator.function;

import dev.selvage.container.operator.Receiver;

/** The second input of an operator as something that takes records. */
final class SecondInput extends Receiver {
    private final TwoInputs operator;

    SecondInput(TwoInputs operator) {
        this.operator = operator;
    }

    @Override
    public void process(Object value, long timestamp) {
        operator.processSecond(value, timestamp);
    }
}
