package dev.selvage.core.jobmanager.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.ContainerAction.Ask;
import dev.selvage.core.jobmanager.containers.ContainerAction.Release;
import dev.selvage.core.jobmanager.slots.SlotPool;
import dev.selvage.core.message.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Containers, told by hand what a JobManager would hear. */
abstract class ContainersScene {

    static final JobId JOB = new JobId(0, 1);
    static final int MEGABYTES = 1024;
    static final int SLOTS = 2;
    static final long START = 5_000;
    static final long IDLE = 1_000;
    static final long RECOVERY = 2_000;
    static final Failure REASON = Failure.of(ErrorCode.TASK_MANAGER_LOST, "expected it to live, but it is over");

    final SlotPool pool = new SlotPool(false);
    final TreeSet<TaskManagerId> there = new TreeSet<>();
    Containers containers = with(0, 0, 100, false);
    int lacking;
    boolean mayRelease = true;
    long now;

    static Containers with(int least, int spare, int most, boolean hasPredecessor) {
        return with(least, spare, most, hasPredecessor, 3);
    }

    static Containers with(int least, int spare, int most, boolean hasPredecessor, int mostFailures) {
        return new Containers(settings(least, spare, most, mostFailures), hasPredecessor);
    }

    static ContainerSettings settings(int least, int spare, int most, int mostFailures) {
        return new ContainerSettings(
                MEGABYTES,
                SLOTS,
                least,
                0,
                most,
                Optional.of("the bound: " + most),
                spare,
                START,
                IDLE,
                RECOVERY,
                new ContainerSettings.Starts(mostFailures, 60_000, 4_000),
                new ContainerSettings.Nodes(2, 30_000));
    }

    static TaskManagerId id(int number) {
        return new TaskManagerId("c" + number);
    }

    static Container container(int number) {
        return new Container(id(number), "node-" + number % 4, MEGABYTES);
    }

    static Container[] containers(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(ContainersScene::container)
                .toArray(Container[]::new);
    }

    static Ask ask(int count) {
        return new Ask(count, List.of());
    }

    List<ContainerAction> hear(ContainerEvent event) {
        containers.hear(event, now);
        return compare();
    }

    List<ContainerAction> ready(Container... inherited) {
        return hear(new ContainerEvent.Ready(List.of(inherited)));
    }

    List<ContainerAction> granted(Container... granted) {
        return hear(new ContainerEvent.Granted(List.of(granted)));
    }

    List<ContainerAction> completed(int number, boolean isNodesFault) {
        lost(number);
        return hear(new ContainerEvent.Completed(id(number), isNodesFault, REASON));
    }

    List<ContainerAction> compare() {
        TreeMap<JobId, Integer> byJob = new TreeMap<>();
        byJob.put(JOB, lacking);
        List<ContainerAction> actions = containers.compare(pool, byJob, there, mayRelease, now);
        actions.forEach(action -> {
            if (action instanceof Release release) {
                gone(release.container());
            }
        });
        return actions;
    }

    List<ContainerAction> lack(int slots) {
        lacking = slots;
        return compare();
    }

    /** Its TaskManager is there, and the job takes what it lacks. */
    List<ContainerAction> hello(int number) {
        there.add(id(number));
        pool.joined(new Peer(id(number), "host", 0), SLOTS);
        while (lacking > 0 && pool.freeFor(JOB) > 0) {
            pool.take(JOB);
            lacking--;
        }
        return compare();
    }

    void lost(int number) {
        lacking += pool.uses().stream()
                .filter(use -> use.taskManager().equals(id(number)))
                .mapToInt(SlotPool.Use::taken)
                .sum();
        gone(id(number));
    }

    void gone(TaskManagerId id) {
        there.remove(id);
        pool.lost(id);
    }

    /** Wakes it whenever it wants to be, up to that moment. */
    List<ContainerAction> after(long millis) {
        long until = now + millis;
        List<ContainerAction> actions = new ArrayList<>();
        do {
            now = Math.min(until, Math.max(now, containers.wakeAtMillis()));
            actions.addAll(compare());
            assertThat(containers.wakeAtMillis()).as("all that is due is done").isGreaterThan(now);
        } while (now < until);
        return actions;
    }

    /** So many containers with a TaskManager in each, all slots taken. */
    void running(int count) {
        ready();
        lack(count * SLOTS);
        granted(containers(1, count));
        IntStream.rangeClosed(1, count).forEach(this::hello);
    }
}
