package dev.selvage.container.operator.function;

/** An operator with a second input, whose records take another way in. */
public interface TwoInputs {
    void processSecond(Object value, long timestamp);
}
