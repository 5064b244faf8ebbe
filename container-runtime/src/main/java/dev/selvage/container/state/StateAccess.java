package dev.selvage.container.state;

import dev.selvage.api.state.AggregatingState;
import dev.selvage.api.state.AggregatingStateDescriptor;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.MapState;
import dev.selvage.api.state.MapStateDescriptor;
import dev.selvage.api.state.ReducingState;
import dev.selvage.api.state.ReducingStateDescriptor;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;

/** Gives a function the state of the key whose turn it is. */
public interface StateAccess {
    <T> ValueState<T> value(ValueStateDescriptor<T> descriptor);

    <T> ListState<T> list(ListStateDescriptor<T> descriptor);

    <K, V> MapState<K, V> map(MapStateDescriptor<K, V> descriptor);

    <T> ReducingState<T> reducing(ReducingStateDescriptor<T> descriptor);

    <I, A, O> AggregatingState<I, O> aggregating(AggregatingStateDescriptor<I, A, O> descriptor);
}
