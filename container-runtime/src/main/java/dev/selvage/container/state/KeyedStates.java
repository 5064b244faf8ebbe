package dev.selvage.container.state;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.function.ReduceFunction;
import dev.selvage.api.state.AggregatingState;
import dev.selvage.api.state.AggregatingStateDescriptor;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.MapState;
import dev.selvage.api.state.MapStateDescriptor;
import dev.selvage.api.state.ReducingState;
import dev.selvage.api.state.ReducingStateDescriptor;
import dev.selvage.api.state.StateDescriptor;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import dev.selvage.api.type.UnknownTypeException;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.FlatCodec;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.state.table.KeyTable;
import dev.selvage.core.plan.KeyGroupRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The keyed states of one operator in one task. Functions ask for them while they are opened; then {@link #layOut} lays the
 * rows out, and from then on the states are those of the key that {@link #store} has selected. Only from the task's thread.
 */
public final class KeyedStates implements StateAccess {
    /** What was asked for, and what was given for it. */
    private record Given(Class<?> kind, DataType<?> type, Object state) {}

    /** How snapshots call the states, and the timers of each clock. */
    public static final String STATES = "states";

    public static final String EVENT_TIMERS = "event timers";
    public static final String PROCESSING_TIMERS = "processing timers";

    private final String operator;
    private final Codec<?> keyCodec;
    private final KeyGroupRange groups;
    private final int maxParallelism;
    private final Codecs codecs;
    private final StateClasses classes;
    private final KeyedStore store;
    private ExpirySweep sweep;
    private final List<StateColumn<?>> columns = new ArrayList<>();
    private final Map<String, Given> given = new HashMap<>();
    private final Map<String, Timers> timers = new TreeMap<>();
    private @Nullable Slices slices;

    /**
     * States for the keys of some key groups.
     *
     * @param operator its name, for messages
     * @param classes those of this operator, shared with its other subtasks
     * @param spaced whether each key has values in several spaces, such as windows
     */
    public KeyedStates(
            String operator,
            DataType<?> keyType,
            Codecs codecs,
            StateClasses classes,
            KeyGroupRange groups,
            int maxParallelism,
            boolean spaced) {
        this.operator = operator;
        this.keyCodec = codecs.of(keyType.type());
        this.groups = groups;
        this.maxParallelism = maxParallelism;
        this.codecs = codecs;
        this.classes = classes;
        this.store = new KeyedStore(KeyHash.of(keyType.type()), spaced, groups, maxParallelism);
        this.sweep = new ExpirySweep(store.table(), List.of());
    }

    /** Selects the key whose states these are. */
    public KeyedStore store() {
        return store;
    }

    /** One value per key. */
    @Override
    public <T> ValueState<T> value(ValueStateDescriptor<T> descriptor) {
        return give(descriptor, known(descriptor, descriptor.getType()), value -> value);
    }

    /** A list per key. */
    @Override
    public <T> ListState<T> list(ListStateDescriptor<T> descriptor) {
        DataType<List<T>> type = Types.listOf(known(descriptor, descriptor.getType()));
        return give(descriptor, type, value -> classes.list(descriptor.getName(), value));
    }

    /** A map per key. */
    @Override
    public <K, V> MapState<K, V> map(MapStateDescriptor<K, V> descriptor) {
        DataType<K> keyType = known(descriptor, descriptor.getKeyType());
        DataType<Map<K, V>> type = Types.mapOf(keyType, known(descriptor, descriptor.getValueType()));
        return give(descriptor, type, value -> classes.map(descriptor.getName(), value));
    }

    /** One value per key, into which others are reduced. */
    @Override
    public <T> ReducingState<T> reducing(ReducingStateDescriptor<T> descriptor) {
        ReduceFunction<T> function = descriptor.getReduceFunction();
        return give(
                descriptor,
                known(descriptor, descriptor.getType()),
                value -> classes.reducing(descriptor.getName(), function, value));
    }

    /** One accumulator per key. */
    @Override
    public <I, A, O> AggregatingState<I, O> aggregating(AggregatingStateDescriptor<I, A, O> descriptor) {
        AggregateFunction<I, A, O> function = descriptor.getAggregateFunction();
        return give(
                descriptor,
                known(descriptor, descriptor.getAccumulatorType()),
                value -> classes.aggregating(descriptor.getName(), function, value));
    }

    /** Lays the rows out: from now on there are values, and no further states. */
    public void layOut() {
        store.layOut();
        sweep = new ExpirySweep(store.table(), columns);
    }

    /**
     * Says what time it is, by which values expire: between records, now and then, since asking the clock for each record
     * costs more. Some values that have expired are removed meanwhile.
     */
    public void time(long millis) {
        store.time(millis);
        sweep.step(millis);
    }

    /** The timers that event time fires. */
    public Timers eventTimers() {
        return timers(EVENT_TIMERS);
    }

    /** The timers that the clock fires. */
    public Timers processingTimers() {
        return timers(PROCESSING_TIMERS);
    }

    /** The timers that snapshots call so. */
    public Timers timers(String name) {
        return timers.computeIfAbsent(name, missing -> new Timers(store, groups, maxParallelism));
    }

    /** From now on, each key has values in each slice of time, and none apart from them. */
    public Slices slices() {
        if (slices == null) {
            slices = new Slices(store, groups, maxParallelism);
        }
        return slices;
    }

    /**
     * Whether rows of a checkpoint can become rows here.
     *
     * @param spaced whether they tell their space
     * @param slice when the slice of time begins that they belong to; zero if there are no slices
     */
    public boolean takes(boolean spaced, long slice) {
        return spaced == store.layout().isSpaced() && (slice == 0 || slices != null);
    }

    /** The rows of all keys in the slice that begins then; without slices, all there are. */
    public KeyTable table(long start) {
        return slices == null ? store.table() : slices.table(start);
    }

    /** The states that were asked for. */
    public List<StateColumn<?>> columns() {
        return List.copyOf(columns);
    }

    /** How keys are written. */
    public Codec<?> keyCodec() {
        return keyCodec;
    }

    /** Makes copies of values of a type, which share with them only what cannot change. */
    @SuppressWarnings("unchecked") // A codec is of the type that it was asked for.
    public UnaryOperator<Object> copyOf(DataType<?> type) {
        return ((Codec<Object>) codecs.of(type.type()))::copy;
    }

    /** The same where state keeps the object itself: of other types it keeps the bytes, or they never change. */
    public UnaryOperator<Object> copyOfKept(DataType<?> type) {
        Codec<?> codec = codecs.of(type.type());
        return codec.immutable() || codec instanceof FlatCodec ? UnaryOperator.identity() : copyOf(type);
    }

    /** What all states and timers hold now: a reference for each page is all that it costs the task itself. */
    public FrozenKeyedStates freeze() {
        List<FrozenKeyedStates.Section> sections = new ArrayList<>();
        if (slices == null) {
            sections.add(new FrozenKeyedStates.Section(STATES, 0, store.table().freeze(), columns));
        } else {
            slices.freeze((start, table) -> sections.add(new FrozenKeyedStates.Section(STATES, start, table, columns)));
        }
        timers.forEach((name, each) -> sections.add(new FrozenKeyedStates.Section(name, 0, each.freeze(), List.of())));
        return new FrozenKeyedStates(keyCodec, maxParallelism, store.now(), sections);
    }

    private <T> DataType<T> known(StateDescriptor descriptor, DataType<T> type) {
        if (type.isKnown()) {
            return type;
        }
        throw new UnknownTypeException("The type of the state '" + descriptor.getName() + "' of '" + operator
                + "' is not known because " + type.unknownBecause()
                + ": give its descriptor the type as a TypeHint, or one of Types.");
    }

    @SuppressWarnings(
            "unchecked") // A codec is of the type that it was asked for; a state of the kind of its descriptor.
    private <T, S> S give(StateDescriptor descriptor, DataType<T> type, Function<ValueState<T>, S> kind) {
        String name = descriptor.getName();
        Given before = given.get(name);
        if (before != null) {
            if (!before.kind.equals(descriptor.getClass()) || !before.type.equals(type)) {
                throw new IllegalArgumentException("The state '" + name + "' of '" + operator
                        + "' is asked for twice, and not as the same: states of one operator need different names.");
            }
            return (S) before.state;
        }
        if (store.isLaidOut()) {
            throw new IllegalStateException("The state '" + name + "' of '" + operator
                    + "' is asked for after open(): ask for all states there, so that they lie together.");
        }
        Codec<T> codec = (Codec<T>) codecs.of(type.type());
        StateColumn<T> column = StateColumn.add(store.layout(), name, codec, Expiry.of(descriptor.getTimeToLive()));
        S state = kind.apply(classes.value(store, column));
        columns.add(column);
        given.put(name, new Given(descriptor.getClass(), type, state));
        return state;
    }
}
