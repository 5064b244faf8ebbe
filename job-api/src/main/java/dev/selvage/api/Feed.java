package dev.selvage.api;

import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.type.DataType;
import java.util.Optional;

/**
 * An output of an operator, as a stream sees it.
 *
 * @param from the operator
 * @param sideOutput which of its side outputs, if not its main output
 * @param asked how the author wants it distributed, if anything was said
 */
record Feed(OperatorDraft from, Optional<OutputTag<?>> sideOutput, Optional<Partitioning> asked) {

    static Feed mainOutputOf(OperatorDraft operator) {
        return new Feed(operator, Optional.empty(), Optional.empty());
    }

    /** Left where it is, whatever was asked. */
    Feed inPlace() {
        return new Feed(from, sideOutput, Optional.empty());
    }

    Feed distributed(Partitioning partitioning) {
        return new Feed(from, sideOutput, Optional.of(partitioning));
    }

    /** Asked anew each time, since {@code returns} may still name it. */
    DataType<?> type() {
        return sideOutput.<DataType<?>>map(OutputTag::getType).orElseGet(from::outputType);
    }
}
