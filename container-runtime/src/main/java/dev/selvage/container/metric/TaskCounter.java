package dev.selvage.container.metric;

import dev.selvage.api.metric.Counter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A counter that one task moves and anybody reads: no more than a plain add to the task. */
final class TaskCounter implements Counter {
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(TaskCounter.class, "count", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private long count;

    @Override
    public void inc() {
        inc(1);
    }

    @Override
    public void inc(long by) {
        COUNT.setOpaque(this, count + by);
    }

    @Override
    public void dec() {
        inc(-1);
    }

    @Override
    public void dec(long by) {
        inc(-by);
    }

    @Override
    public long getCount() {
        return (long) COUNT.getOpaque(this);
    }
}
