package dev.selvage.container.job;

import dev.selvage.api.OutputTag;
import dev.selvage.api.function.CoProcessFunction;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.FilterFunction;
import dev.selvage.api.function.FlatMapFunction;
import dev.selvage.api.function.MapFunction;
import dev.selvage.api.function.ProcessFunction;
import dev.selvage.api.function.ProcessWindowFunction;
import dev.selvage.api.function.ReduceFunction;

/** Functions of items that do the same whenever and wherever they are called, told apart by a salt. */
final class ItemFunctions {

    static final OutputTag<Item> SIDE = new OutputTag<>("side", Item.class);

    private ItemFunctions() {}

    static MapFunction<Object, Object> scramble(long salt) {
        return value -> ((Item) value).scrambled(salt);
    }

    static FilterFunction<Object> someOf(long salt) {
        return value -> (((Item) value).hash(salt) & 3) != 0;
    }

    /** None, one or two for each. */
    static FlatMapFunction<Object, Object> few(long salt) {
        return (value, out) -> {
            Item item = (Item) value;
            long copies = Math.floorMod(item.hash(salt), 3);
            for (int i = 0; i < copies; i++) {
                out.collect(item.plus(i));
            }
        };
    }

    /** Sends some items aside, and lets the timestamp show in the others if there is one that can be relied on. */
    static ProcessFunction<Object, Object> split(long salt, boolean stamped) {
        return (value, context, out) -> handle((Item) value, salt, stamped, context, out);
    }

    static CoProcessFunction<Object, Object, Object> both(long salt, boolean stamped) {
        return new CoProcessFunction<>() {
            @Override
            public void processElement1(Object value, ProcessFunction.Context context, Collector<Object> out) {
                handle((Item) value, salt, stamped, context, out);
            }

            @Override
            public void processElement2(Object value, ProcessFunction.Context context, Collector<Object> out) {
                out.collect(((Item) value).scrambled(salt));
                handle((Item) value, salt + 1, stamped, context, out);
            }
        };
    }

    private static void handle(
            Item item, long salt, boolean stamped, ProcessFunction.Context context, Collector<Object> out) {
        if ((item.hash(salt) & 1) == 0) {
            context.output(SIDE, item.plus(1));
        } else {
            out.collect(stamped ? item.plus(Math.floorMod(context.timestamp(), 97)) : item);
        }
    }

    /** The sum of values, which grows with each; of a group of keys it keeps the least one. */
    static ReduceFunction<Object> sum() {
        return (one, other) -> {
            Item a = (Item) one;
            Item b = (Item) other;
            return new Item(Math.min(a.key(), b.key()), a.value() + b.value(), Math.max(a.at(), b.at()));
        };
    }

    /** What a window holds, and which one it is. */
    static ProcessWindowFunction<Object, Object, Object> sumOfWindow(Keying keying) {
        return (key, context, elements, out) -> {
            long sum = context.window().start() * 31 + context.window().end();
            for (Object element : elements) {
                sum += ((Item) element).hash(5) >>> 8;
            }
            out.collect(Item.of(keying.groupOfKey(key), sum));
        };
    }
}
