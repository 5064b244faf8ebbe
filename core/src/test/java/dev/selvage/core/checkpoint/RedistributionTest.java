package dev.selvage.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.ListState.Spread;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.plan.Exchange;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.KeyGroupRange;
import dev.selvage.core.plan.PlanBuilder;
import dev.selvage.core.plan.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RedistributionTest {

    private static final JobId JOB = new JobId(0, 1);
    private static final OperatorId COUNT = OperatorId.ofUid("count");

    private static ExecutionPlan plan(int parallelism, int maxParallelism) {
        return new PlanBuilder(JOB, "job")
                .vertex(parallelism, maxParallelism, "count")
                .build();
    }

    /** Each subtask has all its key groups, and a list of each spread with a number of entries of its own. */
    private static Manifest manifest(ExecutionPlan plan, List<Integer> finished) {
        return manifest(plan, subtask -> finished.contains(subtask.index()));
    }

    private static Manifest manifest(ExecutionPlan plan, Predicate<SubtaskId> finished) {
        SplittableRandom random = new SplittableRandom(plan.vertices().get(0).parallelism());
        List<TaskSnapshot> snapshots = new ArrayList<>();
        TreeSet<SubtaskId> over = new TreeSet<>();
        for (SubtaskId subtask : plan.subtasks()) {
            if (finished.test(subtask)) {
                over.add(subtask);
                continue;
            }
            snapshots.add(new TaskSnapshot(
                    new TaskId(JOB, subtask, new DeploymentNumber(1)),
                    new SnapshotHandle.InFile("part-" + subtask.index(), 0, 1, 0),
                    false,
                    List.of(new OperatorSnapshot(
                            COUNT,
                            true,
                            List.of(
                                    new ListState("split", Spread.SPLIT, random.nextInt(5)),
                                    new ListState("union", Spread.UNION, 2),
                                    new ListState("broadcast", Spread.BROADCAST, 3))))));
        }
        return Manifest.of(
                plan, new CheckpointId(4), new LeaderEpoch(1), CheckpointKind.CHECKPOINT, 0, snapshots, over);
    }

    @Test
    void everyKeyGroupAndEveryEntryGoesToOneTaskWhateverTheParallelism() {
        for (int before = 1; before <= 12; before++) {
            Manifest manifest = manifest(plan(before, 128), List.of());
            for (int after = 1; after <= 12; after++) {
                dealtOutOnce(manifest, plan(after, 128).vertices().get(0));
            }
        }
    }

    @Test
    void whatIsNotForAllIsLookedForInTheRightPlacesOnly() {
        for (int before = 1; before <= 12; before++) {
            for (int after = 1; after <= 40; after++) {
                Manifest manifest = withSplitListsOnly(manifest(plan(before, 128), List.of()));
                Vertex vertex = plan(after, 128).vertices().get(0);
                List<TaskRestore> restores = Redistribution.all(manifest, vertex);
                int groups = 0;
                int entries = 0;
                for (int subtask = 0; subtask < after; subtask++) {
                    for (TaskRestore.OperatorShare operator :
                            restores.get(subtask).operators()) {
                        for (TaskRestore.Share share : operator.shares()) {
                            groups += share.keyGroups().map(KeyGroupRange::size).orElse(0);
                            entries += share.lists().stream()
                                    .mapToInt(TaskRestore.ListShare::count)
                                    .sum();
                        }
                    }
                }
                assertThat(groups).as("from %d to %d", before, after).isEqualTo(128);
                assertThat(entries)
                        .as("from %d to %d", before, after)
                        .isEqualTo(manifest.operators().get(0).parts().stream()
                                .flatMap(part -> part.lists().stream())
                                .mapToInt(ListState::entries)
                                .sum());
            }
        }
    }

    private static Manifest withSplitListsOnly(Manifest manifest) {
        List<OperatorState> operators = new ArrayList<>();
        for (OperatorState state : manifest.operators()) {
            List<OperatorState.Part> parts = new ArrayList<>();
            for (OperatorState.Part part : state.parts()) {
                List<ListState> split = part.lists().stream()
                        .filter(list -> list.spread() == ListState.Spread.SPLIT)
                        .toList();
                parts.add(new OperatorState.Part(part.subtask(), part.handle(), part.keyGroups(), split));
            }
            operators.add(new OperatorState(
                    state.operator(),
                    state.name(),
                    state.uid(),
                    state.parallelism(),
                    state.maxParallelism(),
                    parts,
                    state.finished()));
        }
        return new Manifest(
                manifest.job(),
                manifest.checkpoint(),
                manifest.epoch(),
                manifest.kind(),
                manifest.triggeredAtMillis(),
                operators);
    }

    private static void dealtOutOnce(Manifest manifest, Vertex vertex) {
        List<Integer> keyGroups = new ArrayList<>();
        List<String> split = new ArrayList<>();
        for (int subtask = 0; subtask < vertex.parallelism(); subtask++) {
            int broadcast = 0;
            int union = 0;
            for (TaskRestore.Share share : Redistribution.of(manifest, vertex, subtask)
                    .operators()
                    .get(0)
                    .shares()) {
                share.keyGroups().ifPresent(range -> {
                    for (int group = range.first(); group <= range.last(); group++) {
                        keyGroups.add(group);
                    }
                });
                for (TaskRestore.ListShare list : share.lists()) {
                    for (int entry = list.first(); entry < list.first() + list.count(); entry++) {
                        switch (list.name()) {
                            case "split" -> split.add(share.subtask() + ":" + entry);
                            case "union" -> union++;
                            default -> broadcast++;
                        }
                    }
                }
            }
            assertThat(union).isEqualTo(2 * manifest.operators().get(0).parallelism());
            assertThat(broadcast).isEqualTo(3);
        }
        List<String> all = new ArrayList<>();
        for (OperatorState.Part part : manifest.operators().get(0).parts()) {
            for (int entry = 0; entry < part.lists().get(0).entries(); entry++) {
                all.add(part.subtask() + ":" + entry);
            }
        }
        assertThat(keyGroups).hasSize(128).doesNotHaveDuplicates();
        assertThat(split).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void withTheSameParallelismEachTaskReadsItsOwnSnapshot() {
        Manifest manifest = manifest(plan(3, 128), List.of());

        TaskRestore restore =
                Redistribution.of(manifest, plan(3, 128).vertices().get(0), 1);

        assertThat(restore.operators().get(0).shares().stream()
                        .filter(share -> share.keyGroups().isPresent()))
                .singleElement()
                .satisfies(share -> assertThat(share.handle()).isEqualTo(new SnapshotHandle.InFile("part-1", 0, 1, 0)));
    }

    @Test
    void finishedTasksStayFinishedUnlessTheirShareOfTheRestIsDealtOutAnew() {
        Manifest some = manifest(plan(2, 128), List.of(1));
        Manifest all = manifest(plan(2, 128), List.of(0, 1));
        Vertex same = plan(2, 128).vertices().get(0);
        Vertex wider = plan(3, 128).vertices().get(0);

        assertThat(Redistribution.of(some, same, 0).finished()).isFalse();
        assertThat(Redistribution.of(some, same, 1).finished()).isTrue();
        assertThat(Redistribution.of(some, wider, 1).finished()).isFalse();
        assertThat(Redistribution.of(all, wider, 2).finished()).isTrue();
    }

    @Test
    void whatIsNewBehindAnOperatorThatHadFinishedDoesNotBeginItAnew() {
        Manifest some = manifest(plan(2, 128), List.of(1));
        ExecutionPlan longer =
                new PlanBuilder(JOB, "job").vertex(2, 128, "count", "new").build();
        ExecutionPlan fedAnew =
                new PlanBuilder(JOB, "job").vertex(2, 128, "new", "count").build();

        assertThat(Redistribution.of(some, longer.vertices().get(0), 0).finished())
                .isFalse();
        assertThat(Redistribution.of(some, longer.vertices().get(0), 1).finished())
                .isTrue();
        assertThat(Redistribution.of(some, fedAnew.vertices().get(0), 1).finished())
                .isFalse();
        assertThat(Redistribution.obstacle(some, longer, false)).isEmpty();
    }

    @Test
    void whatHadFinishedApartCannotBeOneTask() {
        ExecutionPlan apart = new PlanBuilder(JOB, "job")
                .vertex(1, 128, "read")
                .vertex(1, 128, "count")
                .edge("read", Exchange.FORWARD, "count")
                .build();
        Manifest manifest = manifest(apart, subtask -> subtask.vertex().equals(PlanBuilder.idOf("read")));
        ExecutionPlan chained =
                new PlanBuilder(JOB, "job").vertex(1, 128, "read", "count").build();

        assertThat(Redistribution.obstacle(manifest, apart, false)).isEmpty();
        assertThat(Redistribution.obstacle(manifest, chained, false)
                        .orElseThrow()
                        .sentence())
                .startsWith("expected the operators of 'read -> count' to have come to their end together,"
                        + " but in checkpoint 4 the first had and another one had not");
    }

    @Test
    void stateThatNobodyClaimsAndKeysThatWereSplitOtherwiseStandInTheWay() {
        Manifest manifest = manifest(plan(2, 128), List.of());
        ExecutionPlan other = new PlanBuilder(JOB, "job").vertex(1, 128, "sum").build();

        assertThat(Redistribution.obstacle(manifest, plan(2, 128), false)).isEmpty();
        assertThat(Redistribution.obstacle(manifest, other, true)).isEmpty();
        assertThat(Redistribution.obstacle(manifest, other, false).orElseThrow().sentence())
                .startsWith("expected an operator for all state of checkpoint 4, but found none for count (uid count)");
        assertThat(Redistribution.obstacle(manifest, plan(2, 64), false)
                        .orElseThrow()
                        .sentence())
                .startsWith("expected the maximum parallelism 128 of count");
    }
}
