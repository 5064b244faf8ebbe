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

/** What an operator gets whose stream has no keys: a sentence. */
public record NoKeyedState(String operator) implements StateAccess {
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
        return new IllegalStateException("Operator '" + operator + "' asks for the state '" + descriptor.getName()
                + "', which is kept per key, but its stream has no keys: call keyBy before it, or implement"
                + " CheckpointedFunction for state of the subtask.");
    }
}
