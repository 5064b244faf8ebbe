package dev.selvage.api.graph;

import dev.selvage.api.function.KeySelector;
import dev.selvage.api.function.Partitioner;
import dev.selvage.api.type.DataType;
import java.io.Serializable;

/**
 * Which subtask behind gets a record.
 *
 * <pre>{@code
 * boolean staysInPlace(Partitioning partitioning) {
 *     return partitioning instanceof Partitioning.Forward;
 * }
 * }</pre>
 */
public sealed interface Partitioning extends Serializable {
    /** The subtask of the same number: both have the same parallelism. */
    record Forward() implements Partitioning {}

    /** All subtasks in turn. */
    record Rebalance() implements Partitioning {}

    /** In turn, among the few subtasks that are this one's share. */
    record Rescale() implements Partitioning {}

    /** Every subtask. */
    record Broadcast() implements Partitioning {}

    /** The subtask that is responsible for the record's key. */
    record Hash(KeySelector<Object, Object> selector, DataType<?> keyType) implements Partitioning {}

    /** The subtask that user code picks by a key. */
    record Custom(Partitioner<Object> partitioner, KeySelector<Object, Object> selector) implements Partitioning {}

    /** A subtask that asked for work: from an enumerator to its readers. */
    record OnDemand() implements Partitioning {}
}
