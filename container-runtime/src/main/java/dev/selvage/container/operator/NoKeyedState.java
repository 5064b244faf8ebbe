package dev.selvage.container.operator;

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
import dev.selvage.container.state.StateAccess;

/**
 * What a function gets that asks for the state of a key and has none: a sentence.
 *
 * @param reason why there is none, and what to do, behind a comma
 */
public record NoKeyedState(String operator, String reason) implements StateAccess {

    /** For functions that are not told of keys. */
    public static NoKeyedState withoutKeys(String operator) {
        return new NoKeyedState(
                operator,
                "which is kept per key, but is none of the functions on a keyed stream: call keyBy before it, and make a"
                        + " ProcessFunction a KeyedProcessFunction; or implement CheckpointedFunction for state of the"
                        + " subtask.");
    }

    /** For functions of windows: theirs would be a window's, and gone with it, where others have that of the key. */
    public static NoKeyedState inWindow(String operator) {
        return new NoKeyedState(
                operator,
                "but functions of windows have no state beside the window's contents: keep it in a KeyedProcessFunction"
                        + " behind the window, with another keyBy before that.");
    }

    @Override
    public <T> ValueState<T> value(ValueStateDescriptor<T> descriptor) {
        throw refusal(descriptor);
    }

    @Override
    public <T> ListState<T> list(ListStateDescriptor<T> descriptor) {
        throw refusal(descriptor);
    }

    @Override
    public <K, V> MapState<K, V> map(MapStateDescriptor<K, V> descriptor) {
        throw refusal(descriptor);
    }

    @Override
    public <T> ReducingState<T> reducing(ReducingStateDescriptor<T> descriptor) {
        throw refusal(descriptor);
    }

    @Override
    public <I, A, O> AggregatingState<I, O> aggregating(AggregatingStateDescriptor<I, A, O> descriptor) {
        throw refusal(descriptor);
    }

    private IllegalStateException refusal(StateDescriptor descriptor) {
        return new IllegalStateException(
                "Operator '" + operator + "' asks for the state '" + descriptor.getName() + "', " + reason);
    }
}
