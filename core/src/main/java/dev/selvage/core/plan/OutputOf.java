package dev.selvage.core.plan;

import java.util.Optional;

/**
 * An output of an operator.
 *
 * @param operator the operator's place in its vertex's chain, counted from 0
 * @param sideOutput the tag of the side output, or nothing for the main one
 */
public record OutputOf(int operator, Optional<String> sideOutput) {

    public static OutputOf main(int operator) {
        return new OutputOf(operator, Optional.empty());
    }

    @Override
    public String toString() {
        return operator + sideOutput.map(tag -> ":" + tag).orElse("");
    }
}
