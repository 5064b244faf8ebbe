package dev.selvage.container.exchange;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets a task sleep until somebody has something for it. A call to {@link #wake} costs a fence and one read while the task is
 * awake; a call that comes between the task's last look and its sleep is not lost.
 */
public final class Wakeup {
    private volatile @Nullable Thread sleeper;
    private volatile boolean woken;

    /** The task has something to look at. From any thread. */
    public void wake() {
        // What was put somewhere before this call must be there for everybody before the mark is read: otherwise
        // a task could take its mark back and look in between, and see neither.
        VarHandle.fullFence();
        if (woken) {
            return;
        }
        woken = true;
        Thread asleep = sleeper;
        if (asleep != null) {
            LockSupport.unpark(asleep);
        }
    }

    /** Whether there was a call since the task's last sleep. */
    public boolean isWoken() {
        return woken;
    }

    /**
     * Sleeps until woken or until so many nanoseconds have passed; may return early. Only from the task's own thread, which
     * has to look at everything afterwards: the mark is taken back before that look, so whoever comes later wakes again.
     */
    public void await(long nanos) {
        sleeper = Thread.currentThread();
        if (!woken) {
            LockSupport.parkNanos(this, nanos);
        }
        sleeper = null;
        woken = false;
        VarHandle.fullFence();
    }
}
