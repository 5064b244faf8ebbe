package dev.selvage.container.state;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.function.ReduceFunction;
import dev.selvage.api.state.AggregatingState;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.MapState;
import dev.selvage.api.state.ReducingState;
import dev.selvage.api.state.ValueState;
import dev.selvage.container.code.Template;
import dev.selvage.container.codec.FlatCodec;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes of one operator's states. All its subtasks in a process share them: the user's function is one class in all of
 * them, and calls quickly as long as it sees one class of each of its states. Any thread.
 */
public final class StateClasses {
    private static final Template<Object> FLAT = Template.of(MethodHandles.lookup(), FlatValueTemplate.class);
    private static final Template<Object> OBJECT = Template.of(MethodHandles.lookup(), ObjectValueTemplate.class);
    private static final Template<Object> REDUCING = Template.of(MethodHandles.lookup(), ReducingTemplate.class);
    private static final Template<Object> AGGREGATING = Template.of(MethodHandles.lookup(), AggregatingTemplate.class);
    private static final Template<Object> LIST = Template.of(MethodHandles.lookup(), ListTemplate.class);
    private static final Template<Object> MAP = Template.of(MethodHandles.lookup(), MapTemplate.class);

    /** A class by what it was made of. */
    private record Made(String state, Template<Object> template, List<Object> constants) {}

    private final Map<Made, Template.Copy<Object>> copies = new ConcurrentHashMap<>();

    /** The values of a state that was added to a store's layout. */
    <T> ValueState<T> value(KeyedStore store, StateColumn<T> column) {
        Template<Object> template = column.codec() instanceof FlatCodec ? FLAT : OBJECT;
        return made(
                copy(column.name(), template, column.codec(), column.expiry()), store, column.number(), column.stamp());
    }

    /** Values into which others are reduced. */
    <T> ReducingState<T> reducing(String state, ReduceFunction<T> function, ValueState<T> result) {
        return made(copy(state, REDUCING), function, result);
    }

    /** Accumulators. */
    <I, A, O> AggregatingState<I, O> aggregating(
            String state, AggregateFunction<I, A, O> function, ValueState<A> accumulator) {
        return made(copy(state, AGGREGATING), function, accumulator);
    }

    /** Lists. */
    <T> ListState<T> list(String state, ValueState<List<T>> elements) {
        return made(copy(state, LIST), elements);
    }

    /** Maps. */
    <K, V> MapState<K, V> map(String state, ValueState<Map<K, V>> map) {
        return made(copy(state, MAP), map);
    }

    private Template.Copy<Object> copy(String state, Template<Object> template, Object... constants) {
        Made what = new Made(state, template, List.of(constants));
        return copies.computeIfAbsent(
                what, missing -> constants.length == 0 ? template.copy() : template.copyWith(constants));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // Whoever asks names the interface of the template.
    private static <S> S made(Template.Copy<Object> copy, Object... arguments) {
        return (S) copy.make(arguments);
    }
}
