package dev.selvage.core.plan;

import static dev.selvage.core.plan.NodeBuilder.graph;
import static dev.selvage.core.plan.NodeBuilder.hash;
import static dev.selvage.core.plan.NodeBuilder.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode.Chaining;
import dev.selvage.api.time.TimeDomain;
import dev.selvage.api.type.Types;
import dev.selvage.api.window.WindowAssigner;
import dev.selvage.core.config.AllOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.ConfigurationCheck;
import dev.selvage.core.config.option.Dialect;
import dev.selvage.core.config.option.Setting;
import dev.selvage.core.config.option.SettingsLayer;
import dev.selvage.core.id.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final JobId JOB = new JobId(0, 7);

    @Nested
    class Chains {

        @Test
        void operatorsThatFollowEachOtherShareATask() throws Exception {
            JobPlan plan = plan(graph(
                    node("source"),
                    node("map").follows("source"),
                    node("count").reads("map", hash()),
                    node("sink").follows("count")));

            assertThat(names(plan)).containsExactly("source -> map", "count -> sink");
            assertThat(plan.plan().edges()).singleElement().satisfies(edge -> {
                assertThat(edge.exchange()).isEqualTo(Exchange.HASH);
                assertThat(edge.keyed()).isTrue();
                assertThat(edge.output()).isEqualTo(OutputOf.main(1));
                assertThat(plan.stream(edge).partitioning()).isInstanceOf(Partitioning.Hash.class);
            });
        }

        @Test
        void severalReadersOfOneOutputShareItsTask() throws Exception {
            JobPlan plan = plan(graph(
                    node("source"),
                    node("left").follows("source"),
                    node("right").reads("source", 0, new Partitioning.Forward(), "odd"),
                    node("below").follows("left")));

            assertThat(plan.plan().vertices())
                    .singleElement()
                    .satisfies(vertex -> assertThat(vertex.chain())
                            .extracting(Operator::input)
                            .extracting(input -> input.map(OutputOf::toString).orElse("none"))
                            .containsExactly("none", "0", "0:odd", "1"));
            assertThat(PlanText.text(plan.plan())).contains("      right (reads side output odd of source)");
        }

        @Test
        void sideOutputsLeaveAChainToo() throws Exception {
            JobPlan plan = plan(graph(
                    node("source"),
                    node("split").follows("source"),
                    node("odd").reads("split", 0, new Partitioning.Rebalance(), "odd")));

            assertThat(plan.plan().edges())
                    .extracting(edge -> edge.output().toString())
                    .containsExactly("1:odd");
        }

        @Test
        void whatReadsSeveralStreamsBeginsATask() throws Exception {
            JobPlan plan = plan(graph(
                    node("a"),
                    node("b"),
                    node("united").follows("a").follows("b"),
                    node("both")
                            .reads("a", 0, new Partitioning.Forward(), "")
                            .reads("united", 1, new Partitioning.Forward(), "")));

            assertThat(names(plan)).containsExactly("a", "b", "united", "both");
            assertThat(plan.plan().edges())
                    .extracting(edge -> edge.input() + " " + edge.exchange())
                    .containsExactly("0 FORWARD", "0 FORWARD", "0 FORWARD", "1 FORWARD");
        }

        @Test
        void anythingButAPlainForwardAmongEqualsBeginsATask() throws Exception {
            assertThat(names(plan(graph(
                            node("source").parallelism(2),
                            node("other").parallelism(2).chaining(Chaining.HEAD).follows("source"),
                            node("alone")
                                    .parallelism(2)
                                    .chaining(Chaining.NEVER)
                                    .follows("source"),
                            node("behind").parallelism(2).follows("alone"),
                            node("apart")
                                    .parallelism(2)
                                    .slotSharingGroup("apart")
                                    .follows("source"),
                            node("grouped").parallelism(2).maxParallelism(4).follows("source"),
                            node("dealt").parallelism(2).reads("source", new Partitioning.Rescale())))))
                    .containsExactly("source", "other", "alone", "behind", "apart", "grouped", "dealt");
        }

        @Test
        void areNotBuiltWhereTheyAreTurnedOff() throws Exception {
            StreamGraph graph = graph(node("source"), node("map").follows("source"));

            assertThat(names(Planner.plan(JOB, graph, with("pipeline.operator-chaining", "false"))))
                    .containsExactly("source", "map");
        }

        @Test
        void aReaderIsHandedItsSplitsOnDemand() throws Exception {
            JobPlan plan =
                    plan(graph(node("list"), node("read").parallelism(3).reads("list", new Partitioning.OnDemand())));

            assertThat(plan.plan().edges()).extracting(Edge::exchange).containsExactly(Exchange.ON_DEMAND);
        }
    }

    @Nested
    class Widths {

        @Test
        void areTheConfiguredOnesWhereTheProgramNamesNone() throws Exception {
            StreamGraph graph = graph(node("source").parallelism(-1));
            Configuration configuration = with("parallelism.default", "3", "pipeline.max-parallelism", "12");

            JobPlan plan = Planner.plan(JOB, graph, configuration);

            assertThat(plan.plan().vertices().get(0).parallelism()).isEqualTo(3);
            assertThat(plan.plan().vertices().get(0).maxParallelism()).isEqualTo(12);
            assertThat(plan.node(plan.plan().vertices().get(0).chain().get(0).id())
                            .parallelism())
                    .isEqualTo(3);
        }

        @Test
        void haveRoomToGrowByHalf() throws Exception {
            assertThat(keyGroups(1)).isEqualTo(128);
            assertThat(keyGroups(85)).isEqualTo(128);
            assertThat(keyGroups(86)).isEqualTo(256);
            assertThat(keyGroups(400)).isEqualTo(1024);
            assertThat(keyGroups(30_000)).isEqualTo(32_768);
        }

        private int keyGroups(int parallelism) throws Exception {
            return plan(graph(node("source").parallelism(parallelism)))
                    .plan()
                    .vertices()
                    .get(0)
                    .maxParallelism();
        }

        @Test
        void ofKeyedStateDoNotDependOnChains() throws Exception {
            StreamGraph graph = graph(
                    node("source"),
                    node("count").reads("source", hash()).maxParallelism(7),
                    node("map").follows("count"),
                    node("own").follows("map").maxParallelism(9));

            JobPlan chained = plan(graph);
            JobPlan apart = Planner.plan(JOB, graph, with("pipeline.operator-chaining.enabled", "false"));

            assertThat(chained.plan().vertices())
                    .extracting(Vertex::name, Vertex::maxParallelism)
                    .containsExactly(tuple("source", 128), tuple("count -> map", 7), tuple("own", 9));
            assertThat(apart.plan().vertices())
                    .extracting(Vertex::maxParallelism)
                    .containsExactly(128, 7, 7, 9);
            assertThat(chained.nodes()).isEqualTo(apart.nodes());
        }
    }

    @Nested
    class Mistakes {

        @Test
        void areToldAllAtOnceWithTheirPlaces() {
            StreamGraph graph = graph(
                    node("source").uid("same").parallelism(4).maxParallelism(2),
                    node("map").uid("same").follows("source"),
                    node("wide").uid("wide").maxParallelism(40_000));

            assertThatThrownBy(() -> plan(graph))
                    .isInstanceOfSatisfying(
                            InvalidJobException.class,
                            e -> assertThat(e.problems())
                                    .containsExactly(
                                            "expected a parallelism of source (Job.java:10) of at most 2, its maximum, but found 4:"
                                                    + " lower it, or raise the maximum, which a job with state cannot",
                                            "expected a maximum parallelism of wide (Job.java:12) of at most 32768, but found 40000",
                                            "expected the same parallelism at both ends of a forward, but found 4 of source"
                                                    + " (Job.java:10) and 1 of map (Job.java:11): use rescale or rebalance",
                                            "expected each uid once, but found \"same\" at both source (Job.java:10) and map"
                                                    + " (Job.java:11): state is found by it, so give one of them another"));
        }

        @Test
        void includeAMissingUidWherePlacesMayNotIdentify() throws Exception {
            Configuration strict = with("pipeline.auto-generate-uids", "false");

            assertThatThrownBy(() -> Planner.plan(JOB, graph(node("a").uid("a"), node("b")), strict))
                    .hasMessage(
                            "expected a uid of every operator, since pipeline.auto-generate-uids is false, but found"
                                    + " none of b (Job.java:11): add .uid(\"...\") behind it");
        }

        @Test
        void includeAStateBackendThatIsStillToCome() throws Exception {
            assertThatThrownBy(() -> Planner.plan(JOB, graph(node("a")), with("state.backend", "rocksdb")))
                    .hasMessage(
                            "expected state.backend.type to be hashmap, since RocksDB is still to come, but found rocksdb");
        }

        /** Nobody could give it one: it comes into being behind a windowed stream. */
        @Test
        void doNotIncludeAMissingUidOfWhatGathersForWindows() throws Exception {
            Operation gathers = new Operation.PreAggregate(
                    new WindowAssigner.Regular(TimeDomain.EVENT_TIME, 10, 10, 0),
                    new Operation.Gathering.Reduced((one, other) -> one, Types.LONG),
                    new Partitioning.Hash(value -> value, Types.LONG));
            StreamGraph graph =
                    graph(node("a").uid("a"), node("pre").does(gathers).follows("a"));

            assertThat(Planner.plan(JOB, graph, with("pipeline.auto-generate-uids", "false"))
                            .nodes())
                    .hasSize(2);
        }

        @Test
        void ofTheGraphItselfAreBugs() {
            assertThatThrownBy(() -> plan(graph(node("a").follows("b"), node("b"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected each node behind those that it reads from, but found a at 0");
        }
    }

    @Nested
    class Identifiers {

        @Test
        void areTheSameInEveryBuildOfTheGraph() throws Exception {
            JobPlan plan = plan(graph(
                    node("source").uid("numbers"),
                    node("map").follows("source"),
                    node("twin").follows("source"),
                    node("united").reads("map", hash()).reads("source", 1, new Partitioning.Rebalance(), "odd")));

            // Golden: checkpoints name operators by these.
            assertThat(plan.nodes().entrySet())
                    .extracting(entry -> entry.getValue().name() + " " + entry.getKey())
                    .containsExactlyInAnyOrder(
                            "source 0610b57f52dcd67c6be3c2ca82caf851",
                            "twin 441fd2e2d912e7cd5f6b86e4dc6fbc50",
                            "map 826742c0464a91710e5624efe07ce638",
                            "united a90a5a76044e9c8b579a33e7d1b615de");
        }

        @Test
        void holdTheNamesOfOperationsWhichThereforeStay() {
            assertThat(Operation.class.getPermittedSubclasses())
                    .extracting(Class::getSimpleName)
                    .contains(
                            "Read",
                            "Transform",
                            "Filter",
                            "FlatMap",
                            "AssignTimestamps",
                            "PlainProcess",
                            "KeyedProcess",
                            "CoProcess",
                            "KeyedCoProcess",
                            "Reduce",
                            "Aggregate",
                            "Window",
                            "Write");
        }

        @Test
        void dependOnNeitherNamesNorWidthsNorWhatIsBuiltElsewhere() throws Exception {
            JobPlan before = plan(graph(
                    node("source"),
                    node("map").follows("source"),
                    node("sink").follows("map").writes()));
            JobPlan after = plan(graph(
                    node("source"),
                    node("log").follows("source").writes(),
                    node("renamed")
                            .reads("source", new Partitioning.Rebalance())
                            .parallelism(4),
                    node("sink").follows("renamed").parallelism(4).writes(),
                    node("another")));

            assertThat(id(after, "renamed")).isEqualTo(id(before, "map"));
            assertThat(id(after, "sink")).isEqualTo(id(before, "sink"));
        }

        @Test
        void ofTwinsDifferAndStayWhenOneIsGivenAUid() throws Exception {
            JobPlan plain = plan(graph(
                    node("source"), node("one").follows("source"), node("two").follows("source")));
            JobPlan given = plan(graph(
                    node("source"),
                    node("one").follows("source").uid("one"),
                    node("two").follows("source")));

            assertThat(id(plain, "one")).isNotEqualTo(id(plain, "two"));
            assertThat(id(given, "one")).isNotEqualTo(id(plain, "one"));
            assertThat(id(given, "two")).isEqualTo(id(plain, "two"));
        }

        private String id(JobPlan plan, String name) {
            return plan.nodes().entrySet().stream()
                    .filter(entry -> entry.getValue().name().equals(name))
                    .map(entry -> entry.getKey().toString())
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void equalGraphsComeToEqualPlans() throws Exception {
        Operation operation = new Operation.Filter(value -> true);
        Partitioning keyed = hash();

        assertThat(plan(graph(node("source"), node("filter").does(operation).reads("source", keyed))))
                .isEqualTo(plan(
                        graph(node("source"), node("filter").does(operation).reads("source", keyed))));
    }

    @Test
    void aJobIsCalledWhatIsConfiguredOrElseAsItsProgramIs() throws Exception {
        StreamGraph graph = graph(node("source"));

        assertThat(plan(graph).plan().name()).isEqualTo("test");
        assertThat(Planner.plan(JOB, graph, with("pipeline.name", "nightly"))
                        .plan()
                        .name())
                .isEqualTo("nightly");
    }

    private static JobPlan plan(StreamGraph graph) throws InvalidJobException {
        return Planner.plan(JOB, graph, Configuration.empty());
    }

    private static List<String> names(JobPlan plan) {
        return plan.plan().vertices().stream().map(Vertex::name).toList();
    }

    private static Configuration with(String... keysAndTexts) throws Exception {
        List<Setting> settings = new ArrayList<>();
        for (int i = 0; i < keysAndTexts.length; i += 2) {
            settings.add(new Setting(keysAndTexts[i], keysAndTexts[i + 1], "test"));
        }
        return ConfigurationCheck.check(
                        AllOptions.catalogue(Set.of()), List.of(new SettingsLayer(Dialect.SELVAGE, settings)))
                .configuration();
    }
}
