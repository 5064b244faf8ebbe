package dev.selvage.core.checkpoint;

import dev.selvage.core.id.LeaderEpoch;
import java.util.ArrayList;
import java.util.List;

/** What to keep and what may go. Pure; whoever deletes has just verified its epoch by writing the pointer. */
public final class Retention {

    /** One that turns out to be unreadable must not be the only one. */
    public static final int LEAST = 2;

    private Retention() {}

    /** The pointer that decides a new checkpoint: it, and the newest of those before. */
    public static Pointer decide(Pointer before, CheckpointReference decided, LeaderEpoch epoch, int keep) {
        List<CheckpointReference> retained = new ArrayList<>(List.of(decided));
        before.retained().stream().limit(Math.max(keep, LEAST) - 1L).forEach(retained::add);
        return new Pointer(before.job(), epoch, retained);
    }

    /** What the pointer before named and the present one does not name any more. */
    public static List<CheckpointReference> obsolete(Pointer before, Pointer present) {
        return before.retained().stream()
                .filter(reference -> !present.retained().contains(reference))
                .toList();
    }
}
