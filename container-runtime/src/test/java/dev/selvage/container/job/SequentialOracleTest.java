package dev.selvage.container.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.SourceOutput;
import dev.selvage.api.source.SplitReader;
import dev.selvage.api.time.TimeDomain;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import dev.selvage.api.window.WindowAssigner;
import dev.selvage.container.job.JobOutput.Written;
import dev.selvage.container.oracle.SequentialOracle;
import dev.selvage.container.oracle.SequentialOracle.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small jobs, whose output was computed by hand. */
class SequentialOracleTest {

    private static final Keying BY_KEY = new Keying(10, Keying.Kind.STRING);
    private static final Partitioning FORWARD = new Partitioning.Forward();

    private final List<StreamNode> nodes = new ArrayList<>();

    @Test
    void aRunningSumShowsWithEveryRecord() {
        int source = read(new Item(1, 10, 0), new Item(2, 5, 1), new Item(1, 7, 2));
        int sum = add(new Operation.Reduce(ItemFunctions.sum()), 1, from(source, 0, BY_KEY.partitioning(), ""));

        assertThat(outputOf(sum, ""))
                .containsExactly(
                        new Written(0, new Item(1, 10, 0), 0),
                        new Written(0, new Item(1, 17, 2), 2),
                        new Written(0, new Item(2, 5, 1), 1));
    }

    @ParameterizedTest
    @EnumSource
    void aRunningCountCountsFromOne(Counting.Kind kind) {
        int source = read(new Item(1, 10, 0), new Item(2, 5, 1), new Item(1, 7, 2));
        Counting counting = new Counting(BY_KEY, false, kind);
        Operation operation = new Operation.Aggregate(counting, counting.accumulatorType());
        int count = add(operation, 1, from(source, 0, BY_KEY.partitioning(), ""));

        assertThat(outputOf(count, ""))
                .containsExactly(
                        new Written(0, new Item(1, 1000, 0), 0),
                        new Written(0, new Item(1, 2000, 0), 2),
                        new Written(0, new Item(2, 1000, 0), 1));
    }

    @Test
    void aBroadcastGivesEachSubtaskEveryRecord() {
        int source = read(new Item(1, 10, 0));
        int map = add(
                new Operation.Transform(item -> ((Item) item).plus(1)),
                3,
                from(source, 0, new Partitioning.Broadcast(), ""));

        assertThat(outputOf(map, "")).hasSize(3).containsOnly(new Written(0, new Item(1, 11, 0), 0));
    }

    @Test
    void timersComeDueInOrderAndOncePerTime() {
        int source = read(new Item(1, 3, 1), new Item(1, 4, 9), new Item(1, 5, 10), new Item(2, 6, 0));
        int buckets = add(
                new Operation.KeyedProcess(new InBuckets(BY_KEY, 10)), 1, from(source, 0, BY_KEY.partitioning(), ""));

        assertThat(outputOf(buckets, ""))
                .containsExactly(
                        new Written(0, new Item(1, 5, 5), 19),
                        new Written(0, new Item(1, 7, 7), 9),
                        new Written(0, new Item(2, 6, 6), 9));
        assertThat(outputOf(buckets, ItemFunctions.SIDE.getId()))
                .containsExactly(
                        new Written(0, new Item(1, 11, 11), 11),
                        new Written(0, new Item(1, 21, 21), 21),
                        new Written(0, new Item(2, 11, 11), 11));
    }

    @Test
    void twoStreamsMeetInTheStateOfAKey() {
        int first = read(new Item(1, 3, 0), new Item(2, 3, 0));
        int second = read(new Item(1, 4, 0));
        for (AtTheEnd.Keeping keeping : List.of(AtTheEnd.Keeping.VALUE, AtTheEnd.Keeping.MAP, AtTheEnd.Keeping.LIST)) {
            int both = add(
                    new Operation.KeyedCoProcess(new AtTheEnd(100, BY_KEY, keeping, false, Counting.Kind.ARRAY)),
                    1,
                    from(first, 0, BY_KEY.partitioning(), ""),
                    from(second, 1, BY_KEY.partitioning(), ""));

            // The second stream's values count one more.
            assertThat(outputOf(both, ""))
                    .containsExactly(new Written(0, new Item(1, 8, 8), 100), new Written(0, new Item(2, 3, 3), 100));
        }
    }

    @Test
    void slidingWindowsHoldARecordSeveralTimes() {
        int source = read(new Item(1, 3, 5), new Item(1, 4, 12));
        int window = window(source, new WindowAssigner.Regular(TimeDomain.EVENT_TIME, 20, 10, 0));

        assertThat(outputOf(window, ""))
                .containsExactly(
                        new Written(0, new Item(1, 3, 5), 9),
                        new Written(0, new Item(1, 4, 12), 29),
                        new Written(0, new Item(1, 7, 12), 19));
    }

    @Test
    void aSessionLastsUntilASilenceThatIsLongerThanTheGap() {
        int source = read(new Item(1, 1, 21), new Item(1, 2, 0), new Item(1, 4, 10), new Item(2, 8, 5));
        int window = window(source, new WindowAssigner.Sessions(TimeDomain.EVENT_TIME, 10));

        assertThat(outputOf(window, ""))
                .containsExactly(
                        new Written(0, new Item(1, 1, 21), 30),
                        new Written(0, new Item(1, 6, 10), 19),
                        new Written(0, new Item(2, 8, 5), 14));
    }

    @Test
    void sessionsThatTouchAreUndecidedBehindTimersAlone() {
        int source = read(new Item(1, 1, 0), new Item(1, 2, 10), new Item(2, 4, 20));
        int buckets = add(
                new Operation.KeyedProcess(new InBuckets(BY_KEY, 10)), 1, from(source, 0, BY_KEY.partitioning(), ""));
        // Told at 9 and at 19: the first session has fired if event time has stopped at 18.
        int touching = window(buckets, new WindowAssigner.Sessions(TimeDomain.EVENT_TIME, 10));
        int behind = add(
                new Operation.Filter(item -> true), 1, from(source, 0, FORWARD, ""), from(touching, 0, FORWARD, ""));
        int shorter = window(buckets, new WindowAssigner.Sessions(TimeDomain.EVENT_TIME, 9));
        int longer = window(buckets, new WindowAssigner.Sessions(TimeDomain.EVENT_TIME, 11));
        int stamps =
                add(new Operation.AssignTimestamps(WatermarkStrategy.noWatermarks()), 1, from(buckets, 0, FORWARD, ""));
        int stamped = window(stamps, new WindowAssigner.Sessions(TimeDomain.EVENT_TIME, 10));
        int direct = window(source, new WindowAssigner.Sessions(TimeDomain.EVENT_TIME, 10));
        int others = window(buckets, new WindowAssigner.Regular(TimeDomain.EVENT_TIME, 10, 10, 0));

        assertThat(undecidedOf(source, buckets, touching, behind, shorter, longer, stamped, direct, others))
                .containsExactly(2, 3);
    }

    @Test
    void whatDependsOnWhoComesFirstDiffersBetweenOrders() {
        int source = read(new Item(1, 10, 2), new Item(1, 7, 1), new Item(1, 5, 0));
        int sum = add(new Operation.Reduce(ItemFunctions.sum()), 1, from(source, 0, BY_KEY.partitioning(), ""));
        // The first timer is due before the last record, where event time passes that early.
        int early = add(
                new Operation.KeyedProcess(new AtTheEnd(1, BY_KEY, AtTheEnd.Keeping.LIST, false, Counting.Kind.RECORD)),
                1,
                from(source, 0, BY_KEY.partitioning(), ""));

        assertThat(outputOf(sum, "", Order.BY_TIME)).isNotEqualTo(outputOf(sum, "", Order.AS_MADE));
        assertThat(outputOf(early, "", Order.BY_TIME)).hasSize(2);
        assertThat(outputOf(early, "", Order.AS_MADE)).hasSize(1);
    }

    @Test
    void aStreamMayBeUnitedWithItself() {
        int source = read(new Item(1, 3, 5));
        int filter =
                add(new Operation.Filter(item -> true), 1, from(source, 0, FORWARD, ""), from(source, 0, FORWARD, ""));

        assertThat(outputOf(filter, "")).hasSize(2);
    }

    private int window(int source, WindowAssigner assigner) {
        Operation operation = new Operation.Window(
                assigner,
                new Operation.Gathering.Reduced(ItemFunctions.sum(), Types.of(Item.class)),
                new Operation.Firing.AsGathered(),
                0,
                "");
        return add(operation, 1, from(source, 0, BY_KEY.partitioning(), ""));
    }

    private int read(Item... items) {
        return add(new Operation.Read(new Fixed(List.of(items)), WatermarkStrategy.forMonotonousTimestamps()), 1);
    }

    private int add(Operation operation, int parallelism, StreamEdge... edges) {
        int id = nodes.size();
        nodes.add(new StreamNode(
                id,
                "node " + id,
                "",
                operation,
                parallelism,
                -1,
                StreamNode.Chaining.ALWAYS,
                "default",
                List.of(edges),
                Types.of(Item.class),
                "here"));
        return id;
    }

    private static StreamEdge from(int node, int input, Partitioning partitioning, String side) {
        return new StreamEdge(node, input, partitioning, side, Types.of(Item.class));
    }

    private List<Written> outputOf(int node, String side) {
        return outputOf(node, side, Order.AS_MADE);
    }

    private List<Written> outputOf(int node, String side, Order order) {
        try (JobOutput output = JobOutput.open()) {
            add(new Operation.Write(output.transactional(0, true, true)), 1, from(node, 0, FORWARD, side));
            SequentialOracle.run(new StreamGraph("by hand", nodes, Map.of()), order, 0);
            nodes.remove(nodes.size() - 1);
            return output.written();
        }
    }

    /** Those of nodes, by their place among these, of which there are several right outputs. */
    private Set<Integer> undecidedOf(int... nodesToWrite) {
        try (JobOutput output = JobOutput.open()) {
            for (int sink = 0; sink < nodesToWrite.length; sink++) {
                add(new Operation.Write(output.plain(sink, true, true)), 1, from(nodesToWrite[sink], 0, FORWARD, ""));
            }
            return SequentialOracle.run(new StreamGraph("by hand", nodes, Map.of()));
        }
    }

    /** These items, in this order. */
    private record Fixed(List<Item> items) implements ComputedSource<Item, Integer> {
        @Override
        public List<Integer> splits(int parallelism) {
            return List.of(0);
        }

        @Override
        public boolean isBounded() {
            return true;
        }

        @Override
        public SplitReader<Item, Integer> open(Integer split, RuntimeContext context) {
            return new SplitReader<>() {
                @Override
                public long read(SourceOutput<Item> out, int limit) {
                    items.forEach(item -> out.collect(item, item.at()));
                    return END;
                }

                @Override
                public Integer position() {
                    return split;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public DataType<Item> recordType() {
            return Types.of(Item.class);
        }

        @Override
        public DataType<Integer> splitType() {
            return Types.INT;
        }
    }
}
