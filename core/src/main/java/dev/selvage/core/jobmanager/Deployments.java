package dev.selvage.core.jobmanager;

import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Redistribution;
import dev.selvage.core.checkpoint.TaskRestore;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.id.VertexId;
import dev.selvage.core.jobmanager.RegionRun.Phase;
import dev.selvage.core.jobmanager.checkpoints.CheckpointCoordinator;
import dev.selvage.core.jobmanager.checkpoints.CheckpointHistory;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.jobmanager.deployment.SlotAssignment;
import dev.selvage.core.jobmanager.deployment.TaskLocation;
import dev.selvage.core.jobmanager.slots.SlotPool;
import dev.selvage.core.jobmanager.view.TaskView;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.loop.Component;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.Placement;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.message.TaskState;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Region;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings a job's regions to where they run: gives them slots, has the deployment recorded, and only then tells the
 * TaskManagers. One deployment at a time is being recorded; it takes along every region that is ready.
 */
final class Deployments {

    private final ExecutionPlan plan;
    private final LeaderEpoch epoch;
    private final boolean checkpointing;
    private final SlotPool pool;
    private final CheckpointHistory history;
    private final SlotAssignment slots;
    private final List<RegionRun> regions;
    private final TreeMap<SubtaskId, RegionRun> bySubtask = new TreeMap<>();
    /** Where tasks of the present deployments were told to run, also where nobody is any more. */
    private final TreeMap<TaskManagerId, Peer> hosts = new TreeMap<>();
    /** Of those, who was recorded by a leader before, and has not been heard from yet. */
    private final TreeSet<TaskManagerId> awaited = new TreeSet<>();

    private DeploymentNumber next;
    private Optional<DeploymentRecord> recording = Optional.empty();
    private long recordAgainAtMillis = Component.NEVER;
    private int missingSlots;
    private int lackingSlots;
    /** Of the slots, when it was last counted how many are missing. */
    private long countedVersion = -1;

    private long nowMillis = -1;

    Deployments(
            ExecutionPlan plan,
            LeaderEpoch epoch,
            boolean checkpointing,
            Optional<DeploymentRecord> deployed,
            SlotPool pool,
            CheckpointHistory history) {
        this.plan = plan;
        this.epoch = epoch;
        this.checkpointing = checkpointing;
        this.next = deployed.map(record -> record.deployment().next()).orElse(new DeploymentNumber(1));
        this.pool = pool;
        this.history = history;
        this.slots = new SlotAssignment(plan, pool);
        this.regions = plan.regions().stream().map(RegionRun::new).toList();
        regions.forEach(region -> region.region().subtasks().forEach(subtask -> bySubtask.put(subtask, region)));
        deployed.ifPresent(this::goOnWith);
    }

    /**
     * What the leader before had recorded counts as told, whether or not it came to that: if it did not, the TaskManagers will
     * say hello without these tasks, just as if the message had been lost.
     */
    private void goOnWith(DeploymentRecord deployed) {
        TreeMap<Integer, List<TaskLocation>> byRegion = new TreeMap<>();
        for (TaskLocation location : deployed.tasks()) {
            Region region = regionOf(location.task().subtask()).region();
            byRegion.computeIfAbsent(region.number(), any -> new ArrayList<>()).add(location);
            slots.taken(location.task().subtask(), location.slot());
        }
        deployed.taskManagers().forEach(peer -> hosts.put(peer.taskManager(), peer));
        awaited.addAll(hosts.keySet());
        for (RegionRun region : regions) {
            Optional.ofNullable(byRegion.get(region.region().number())).ifPresent(tasks -> {
                region.recording(tasks, nowMillis);
                region.deployed(Optional.empty(), false);
            });
        }
    }

    /** Where tasks run that were recorded, and nobody has been heard from yet: they will say hello, or are lost. */
    List<Peer> awaited() {
        return hosts.values().stream()
                .filter(peer -> awaited.contains(peer.taskManager()))
                .toList();
    }

    void heardFrom(TaskManagerId taskManager) {
        awaited.remove(taskManager);
    }

    /** Nobody is there any more; returns the regions that ran there, of which nothing had gone wrong before. */
    List<RegionRun> lost(TaskManagerId taskManager, long now) {
        awaited.remove(taskManager);
        slots.lost(taskManager);
        List<RegionRun> failing = new ArrayList<>();
        for (RegionRun region : regions) {
            if (region.is(Phase.RECORDING) && region.hasAt(taskManager)) {
                region.waiting();
                continue;
            }
            List<TaskId> gone = region.toldAndAliveAt(taskManager);
            gone.forEach(task -> region.report(task, TaskState.FAILED, now));
            if (!gone.isEmpty() && region.is(Phase.DEPLOYED)) {
                failing.add(region);
            }
        }
        return failing;
    }

    /** Everybody who may run some of it. */
    Collection<Peer> peers() {
        return pool.peers().toList();
    }

    /** How many slots it has not got, free or not, when that was last counted. */
    int lackingSlots() {
        return lackingSlots;
    }

    /** Nothing of the job will run any more. */
    void giveBackSlots() {
        slots.giveBackAll();
    }

    List<RegionRun> regions() {
        return regions;
    }

    List<RegionRun> regions(Phase phase) {
        return regions.stream().filter(region -> region.is(phase)).toList();
    }

    RegionRun regionOf(SubtaskId subtask) {
        return Optional.ofNullable(bySubtask.get(subtask))
                .orElseThrow(() -> new IllegalStateException("expected a subtask of the plan, but found " + subtask));
    }

    /** When a pause ends or a record is to be written again. Slots come by themselves. */
    long wakeAtMillis() {
        long pauses = regions.stream()
                .filter(region -> region.is(Phase.WAITING) && region.notBeforeMillis() > nowMillis)
                .mapToLong(RegionRun::notBeforeMillis)
                .min()
                .orElse(Component.NEVER);
        return Math.min(pauses, recordAgainAtMillis);
    }

    /** Has a deployment recorded of all regions that can run, from the checkpoint that is the newest now. */
    List<JobAction> deployWhatIsReady(long now, CheckpointCoordinator coordinator) {
        nowMillis = now;
        List<JobAction> actions = new ArrayList<>();
        if (recording.isPresent()) {
            if (recordAgainAtMillis <= now) {
                recordAgainAtMillis = Component.NEVER;
                actions.add(new JobAction.WriteDeployment(recording.get()));
            }
        } else if (coordinator.isSettled()) {
            List<RegionRun> ready = regions.stream()
                    .filter(region -> region.is(Phase.WAITING) && region.notBeforeMillis() <= now)
                    .filter(this::hasSlots)
                    .toList();
            if (!ready.isEmpty()) {
                actions.add(new JobAction.WriteDeployment(record(ready, coordinator.newest())));
            }
        }
        wantSlots(actions);
        return actions;
    }

    private boolean hasSlots(RegionRun region) {
        return slots.giveUpContended(
                        region.region(),
                        () -> regions.stream()
                                .flatMap(any -> any.alive().stream())
                                .map(TaskLocation::slot),
                        awaited::contains)
                && slots.assign(region.region());
    }

    private void wantSlots(List<JobAction> actions) {
        if (countedVersion == pool.version()) {
            return;
        }
        countedVersion = pool.version();
        List<Region> unfinished = regions.stream()
                .filter(region -> !region.is(Phase.FINISHED))
                .map(RegionRun::region)
                .toList();
        lackingSlots = slots.lacking(unfinished);
        int missing = slots.missing(unfinished);
        if (missing != missingSlots) {
            missingSlots = missing;
            actions.add(new JobAction.WantSlots(missing));
        }
    }

    private DeploymentRecord record(List<RegionRun> ready, Optional<Manifest> newest) {
        DeploymentNumber number = next;
        next = next.next();
        for (RegionRun region : ready) {
            region.recording(
                    region.region().subtasks().stream()
                            .map(subtask ->
                                    new TaskLocation(new TaskId(plan.job(), subtask, number), slots.slotOf(subtask)))
                            .toList(),
                    nowMillis);
        }
        List<TaskLocation> all =
                regions.stream().flatMap(region -> region.locations().stream()).toList();
        DeploymentRecord record =
                new DeploymentRecord(plan.job(), epoch, number, newest.map(Manifest::checkpoint), all, whereAre(all));
        recording = Optional.of(record);
        return record;
    }

    /** Also of tasks that have finished where nobody is any more: whoever reads this has to find out. */
    private List<Peer> whereAre(List<TaskLocation> tasks) {
        TreeSet<TaskManagerId> used = new TreeSet<>();
        tasks.forEach(location -> used.add(location.taskManager()));
        pool.peers().forEach(peer -> hosts.put(peer.taskManager(), peer));
        hosts.keySet().retainAll(used);
        return List.copyOf(hosts.values());
    }

    /** What came of recording: the TaskManagers are told, or it is tried again. */
    List<JobAction> recorded(
            DeploymentNumber number, WriteOutcome outcome, long againAtMillis, CheckpointCoordinator coordinator) {
        if (recording.isEmpty() || !recording.get().deployment().equals(number)) {
            return List.of();
        }
        if (outcome == WriteOutcome.UNKNOWN) {
            recordAgainAtMillis = againAtMillis;
            return List.of();
        }
        recording = Optional.empty();
        recordAgainAtMillis = Component.NEVER;
        List<TaskLocation> tasks = new ArrayList<>();
        Optional<Manifest> newest = coordinator.newest();
        // Those that lost a TaskManager meanwhile have left this phase, and are not told.
        for (RegionRun region : regions) {
            if (region.is(Phase.RECORDING)) {
                tasks.addAll(region.locations());
                region.deployed(newest.map(Manifest::checkpoint), coordinator.hasStopped());
            }
        }
        newest.filter(any -> !tasks.isEmpty())
                .ifPresent(from -> history.restored(from.checkpoint(), from.kind(), nowMillis));
        return deploy(tasks, newest);
    }

    private List<JobAction> deploy(List<TaskLocation> tasks, Optional<Manifest> newest) {
        TreeMap<TaskManagerId, List<TaskLocation>> byPlace = new TreeMap<>();
        tasks.forEach(location -> byPlace.computeIfAbsent(location.taskManager(), any -> new ArrayList<>())
                .add(location));
        // The very same lists for everybody: they grow with the number of those to whom they are sent.
        List<Peer> peers = List.copyOf(pool.peers()
                .filter(peer -> byPlace.containsKey(peer.taskManager()))
                .toList());
        List<Placement> placements = List.copyOf(placements(tasks, peers));
        TreeMap<VertexId, List<TaskRestore>> restores = new TreeMap<>();
        newest.ifPresent(manifest ->
                plan.vertices().forEach(vertex -> restores.put(vertex.id(), Redistribution.all(manifest, vertex))));
        List<JobAction> actions = new ArrayList<>();
        for (Peer peer : peers) {
            List<TaskDeployment> here = byPlace.getOrDefault(peer.taskManager(), List.of()).stream()
                    .map(location -> new TaskDeployment(
                            location.task(),
                            slots.slotOf(location.task().subtask()).index(),
                            Optional.ofNullable(restores.get(
                                            location.task().subtask().vertex()))
                                    .map(each ->
                                            each.get(location.task().subtask().index()))))
                    .toList();
            actions.add(new JobAction.Say(
                    peer.taskManager(), new LeaderMessage.Deploy(epoch, plan, checkpointing, here, placements, peers)));
        }
        return actions;
    }

    private List<Placement> placements(List<TaskLocation> tasks, List<Peer> peers) {
        TreeMap<TaskManagerId, Integer> places = new TreeMap<>();
        peers.forEach(peer -> places.put(peer.taskManager(), places.size()));
        TreeMap<SubtaskId, Integer> placed = new TreeMap<>();
        tasks.forEach(location -> placed.put(
                location.task().subtask(), places.getOrDefault(location.taskManager(), Placement.ELSEWHERE)));
        return plan.vertices().stream()
                .map(vertex -> new Placement(
                        vertex.id(),
                        vertex.subtasks().stream()
                                .map(subtask -> placed.getOrDefault(subtask, Placement.ELSEWHERE))
                                .toList()))
                .toList();
    }

    /** The job is to stop: what is being recorded is not deployed. */
    void forgetRecording() {
        recording = Optional.empty();
        recordAgainAtMillis = Component.NEVER;
        regions.stream().filter(region -> region.is(Phase.RECORDING)).forEach(RegionRun::waiting);
    }

    /** Of these tasks, those that are not known to be over, by where they run. */
    NavigableMap<TaskManagerId, List<TaskId>> byPlace(Collection<TaskId> tasks) {
        TreeSet<TaskId> wanted = new TreeSet<>(tasks);
        TreeMap<TaskManagerId, List<TaskId>> byPlace = new TreeMap<>();
        for (RegionRun region : regions) {
            for (TaskLocation location : region.alive()) {
                if (wanted.contains(location.task())) {
                    byPlace.computeIfAbsent(location.taskManager(), any -> new ArrayList<>())
                            .add(location.task());
                }
            }
        }
        return byPlace;
    }

    /** Whether any has ever been recorded. */
    boolean any() {
        return next.number() > 1;
    }

    /** How each task of the job stands. */
    List<TaskView> tasks() {
        return regions.stream().flatMap(region -> region.tasks().stream()).toList();
    }
}
