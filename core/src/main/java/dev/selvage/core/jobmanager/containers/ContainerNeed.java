package dev.selvage.core.jobmanager.containers;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.slots.SlotPool;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** How many containers jobs need, as slots are given out at present. */
final class ContainerNeed {

    /** In whose name slots are counted that all jobs share. */
    private static final JobId ALL = new JobId(0, 0);

    private ContainerNeed() {}

    /**
     * Those in use, and as many as hold the slots that jobs lack beyond what is free in those.
     *
     * @param lacking how many slots each job has not got
     * @param leaving which containers will not be there for long: what is in them needs another place
     */
    static int of(
            ContainerSettings settings, SlotPool pool, Map<JobId, Integer> lacking, Predicate<TaskManagerId> leaving) {
        TreeMap<JobId, Integer> homeless = new TreeMap<>();
        lacking.forEach((job, slots) -> homeless.merge(pool.isIsolated() ? job : ALL, slots, Integer::sum));
        int staying = 0;
        for (SlotPool.Use use : pool.uses()) {
            boolean stays = !leaving.test(use.taskManager());
            staying += stays ? 1 : 0;
            homeless.merge(pool.isIsolated() ? use.job() : ALL, stays ? -use.free() : use.taken(), Integer::sum);
        }
        int more = homeless.values().stream()
                .mapToInt(slots -> (Math.max(0, slots) + settings.slots() - 1) / settings.slots())
                .sum();
        return staying + more;
    }
}
