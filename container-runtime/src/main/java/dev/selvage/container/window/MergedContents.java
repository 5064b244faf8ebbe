package dev.selvage.container.window;

import dev.selvage.api.graph.Partial;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A template: what others have gathered before, as if it were gathered here. Where it belongs to several windows each gets a
 * copy of its own, since functions may change accumulators in place.
 */
final class MergedContents extends Contents {
    private final Contents ofRecords;
    private final UnaryOperator<Object> copy;

    MergedContents(Contents ofRecords, UnaryOperator<Object> copy) {
        this.ofRecords = ofRecords;
        this.copy = copy;
    }

    @Override
    boolean add(Object partial) throws Exception {
        return merge(copy.apply(((Partial<?, ?>) partial).accumulator()));
    }

    @Override
    boolean isEmpty() {
        return ofRecords.isEmpty();
    }

    @Override
    List<Object> result() {
        return ofRecords.result();
    }

    @Override
    Object kept() {
        return ofRecords.kept();
    }

    @Override
    boolean merge(Object other) throws Exception {
        return ofRecords.merge(other);
    }

    @Override
    void clear() {
        ofRecords.clear();
    }
}
