package dev.selvage.container.window;

import dev.selvage.api.graph.Partial;
import java.util.List;

/** A template: what others have gathered before, as if it were gathered here. */
final class MergedContents extends Contents {
    private final Contents ofRecords;

    MergedContents(Contents ofRecords) {
        this.ofRecords = ofRecords;
    }

    @Override
    boolean add(Object partial) throws Exception {
        return merge(((Partial<?, ?>) partial).accumulator());
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
