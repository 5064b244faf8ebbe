package dev.selvage.container.job;

import dev.selvage.api.function.KeySelector;
import dev.selvage.api.graph.Partial;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.io.Serializable;

/** Keys of items: so many groups, told by keys of one kind or another. */
record Keying(long groups, Kind kind) implements Serializable {

    /** What keys look like. */
    enum Kind {
        LONG,
        INT,
        STRING,
        RECORD
    }

    /** A key with parts. */
    public record Group(String name, long number) {}

    /** The partitioning that brings the items of a group together. */
    Partitioning partitioning() {
        KeySelector<Object, Object> selector = item -> keyOf(groupOf((Item) item));
        return new Partitioning.Hash(selector, type());
    }

    /** The same for what was gathered of a group before. */
    Partitioning partitioningOfPartials() {
        KeySelector<Object, Object> selector = partial -> ((Partial<?, ?>) partial).key();
        return new Partitioning.Hash(selector, type());
    }

    DataType<?> partialOf(DataType<?> accumulator) {
        return Types.parameterized(Partial.class, type(), accumulator);
    }

    long groupOf(Item item) {
        return Math.floorMod(item.key(), groups);
    }

    /** The group whose key this is. */
    long groupOfKey(Object key) {
        return switch (kind) {
            case LONG -> (Long) key;
            case INT -> (Integer) key;
            case STRING -> Long.parseLong(((String) key).substring(1));
            case RECORD -> ((Group) key).number();
        };
    }

    private Object keyOf(long group) {
        return switch (kind) {
            case LONG -> group;
            case INT -> (int) group;
            case STRING -> "k" + group;
            case RECORD -> new Group("g" + group % 2, group);
        };
    }

    private DataType<?> type() {
        return switch (kind) {
            case LONG -> Types.LONG;
            case INT -> Types.INT;
            case STRING -> Types.STRING;
            case RECORD -> Types.of(Group.class);
        };
    }
}
