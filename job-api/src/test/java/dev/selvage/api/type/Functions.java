package dev.selvage.api.type;

import java.io.Serializable;

/** Interfaces of the shapes that functions have; inference depends on no particular one. */
final class Functions {

    private Functions() {}

    interface Mapper<I, O> extends Serializable {
        O map(I value) throws Exception;
    }

    interface Reduce<T> extends Serializable {
        T reduce(T left, T right) throws Exception;
    }

    interface CoMap<A, B, O> extends Serializable {
        O map1(A value) throws Exception;

        O map2(B value) throws Exception;
    }

    interface Out<T> {
        void collect(T value);
    }

    interface FlatMap<I, O> extends Serializable {
        void flatMap(I value, Out<O> out) throws Exception;
    }

    interface Windowed<K, I, O> extends Serializable {
        void apply(K key, Iterable<I> values, Out<O> out) throws Exception;
    }

    interface Generator<T> extends Serializable {
        T generate(long index) throws Exception;
    }
}
