package dev.selvage.core.plan;

import dev.selvage.core.id.OperatorId;
import java.util.Optional;

/**
 * One operator of a chain.
 *
 * @param uid what its author called it so that its state is found again
 * @param twoPhase whether it is a sink that shows its output when a checkpoint is decided
 * @param input the output inside the chain that it is fed from; none for the first, which is fed from the vertex's edges
 */
public record Operator(OperatorId id, String name, Optional<String> uid, boolean twoPhase, Optional<OutputOf> input) {}
