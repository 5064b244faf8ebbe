package dev.selvage.container.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.container.job.JobOutput.Written;
import dev.selvage.container.oracle.SequentialOracle;
import dev.selvage.container.oracle.SequentialOracle.Order;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.JobId;
import dev.selvage.core.plan.Edge;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.core.plan.Planner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomJobTest {

    private static final int JOBS = 1000;

    @Test
    void whatComesOutDoesNotDependOnWhoComesFirst() {
        for (long seed = 0; seed < JOBS; seed++) {
            List<Written> expected = written(seed, Order.AS_MADE);

            assertThat(written(seed, Order.SHUFFLED)).as("seed %d", seed).isEqualTo(expected);
            assertThat(written(seed, Order.BY_TIME)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void aSeedIsAlwaysTheSameJob() throws Exception {
        for (long seed = 0; seed < JOBS / 10; seed++) {
            assertThat(plan(seed).plan()).isEqualTo(plan(seed).plan());
        }
    }

    @Test
    void jobsTravelSerialized() throws Exception {
        for (long seed = 0; seed < JOBS / 10; seed++) {
            try (JobOutput output = JobOutput.open()) {
                SequentialOracle.run(travelled(RandomJob.of(seed, output::plain)));

                assertThat(output.written()).as("seed %d", seed).isEqualTo(written(seed, Order.AS_MADE));
            }
        }
    }

    @Test
    void everythingThatJobsHaveComesUp() throws Exception {
        Set<String> operations = new TreeSet<>();
        Set<String> exchanges = new TreeSet<>();
        int chained = 0;
        for (long seed = 0; seed < JOBS / 10; seed++) {
            JobPlan plan = plan(seed);
            plan.nodes()
                    .values()
                    .forEach(node -> operations.add(node.operation().getClass().getSimpleName()));
            plan.plan().edges().stream().map(Edge::exchange).forEach(exchange -> exchanges.add(exchange.name()));
            chained += plan.nodes().size() - plan.plan().vertices().size();
        }

        assertThat(operations)
                .containsExactlyInAnyOrderElementsOf(Stream.of(Operation.class.getPermittedSubclasses())
                        .filter(Operation.class::isAssignableFrom)
                        .filter(Class::isRecord)
                        .map(Class::getSimpleName)
                        .toList());
        assertThat(exchanges)
                .containsExactly("BROADCAST", "CUSTOM", "FORWARD", "HASH", "ON_DEMAND", "REBALANCE", "RESCALE");
        assertThat(chained).isGreaterThan(100);
    }

    @Test
    void mostJobsHaveOutput() {
        assertThat(LongStream.range(0, 100)
                        .filter(seed -> written(seed, Order.AS_MADE).size() > 20))
                .hasSizeGreaterThan(60);
    }

    private static StreamGraph travelled(StreamGraph graph) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(graph);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (StreamGraph) in.readObject();
        }
    }

    private static JobPlan plan(long seed) throws Exception {
        try (JobOutput output = JobOutput.open()) {
            return Planner.plan(new JobId(0, seed), RandomJob.of(seed, output::plain), Configuration.empty());
        }
    }

    private static List<Written> written(long seed, Order order) {
        try (JobOutput output = JobOutput.open()) {
            StreamGraph graph = RandomJob.of(seed, seed % 2 == 0 ? output::plain : output::transactional);
            SequentialOracle.run(graph, order, seed);
            return output.written();
        }
    }
}
