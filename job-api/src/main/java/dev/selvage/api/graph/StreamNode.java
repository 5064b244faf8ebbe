package dev.selvage.api.graph;

import dev.selvage.api.type.DataType;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * One operator of a job.
 *
 * <pre>{@code
 * String label(StreamNode node) {
 *     return node.name() + " x " + node.parallelism();
 * }
 * }</pre>
 *
 * @param id its number within the graph, above those that it reads from
 * @param name what people call it
 * @param uid what finds its state again, or empty if that is to follow from its place; never null
 * @param operation what it does
 * @param parallelism its number of subtasks, or -1 to leave it to the configuration
 * @param maxParallelism the most subtasks that it may ever have: its number of key groups; or -1 to leave it open
 * @param chaining with whom it may share a task
 * @param slotSharingGroup whose slots it shares
 * @param inputs what it reads
 * @param outputType the type of its records
 * @param callSite where in the program it was made, for messages
 */
public record StreamNode(
        int id,
        String name,
        String uid,
        Operation operation,
        int parallelism,
        int maxParallelism,
        Chaining chaining,
        String slotSharingGroup,
        List<StreamEdge> inputs,
        DataType<?> outputType,
        String callSite)
        implements Serializable {
    /** Keeps copies. */
    public StreamNode {
        inputs = List.copyOf(inputs);
    }

    /** The uid, if its author gave one. */
    public Optional<String> givenUid() {
        return uid.isEmpty() ? Optional.empty() : Optional.of(uid);
    }

    /** With whom an operator may share a task. */
    public enum Chaining {
        /** With those before and those behind. */
        ALWAYS,
        /** With those behind only. */
        HEAD,
        /** With nobody. */
        NEVER
    }
}
