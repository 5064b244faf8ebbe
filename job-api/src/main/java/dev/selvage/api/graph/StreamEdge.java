package dev.selvage.api.graph;

import dev.selvage.api.type.DataType;
import java.io.Serializable;

/**
 * What a node reads from another one.
 *
 * <pre>{@code
 * boolean isSideOutput(StreamEdge edge) {
 *     return !edge.sideOutput().isEmpty();
 * }
 * }</pre>
 *
 * @param from the number of the node that sends
 * @param input which input of the reading node this is, from zero; united streams share one
 * @param partitioning which subtask gets which record
 * @param sideOutput the side output that is read, or empty for the main one
 * @param recordType the type of the records
 */
public record StreamEdge(int from, int input, Partitioning partitioning, String sideOutput, DataType<?> recordType)
        implements Serializable {}
