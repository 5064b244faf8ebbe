package dev.selvage.container.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.MapFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.sink.CollectSink;
import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.source.SourceOutput;
import dev.selvage.api.source.SplitReader;
import dev.selvage.api.state.CheckpointedFunction;
import dev.selvage.api.state.FunctionInitializationContext;
import dev.selvage.api.state.FunctionSnapshotContext;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.exchange.Wakeup;
import dev.selvage.container.network.ChannelName;
import dev.selvage.container.network.RecordFormat;
import dev.selvage.container.network.Transport;
import dev.selvage.container.network.TransportSettings;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskId;
import dev.selvage.platform.Await;
import java.io.Serial;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What happens to one job is none of the others' business, though they share a process. */
class NeighboursTest {
    private static final int FAILURES = 30;
    private static final long NUMBERS = 1_000;

    /** The sound job's last records wait for this: it is under way for as long as the other one fails. */
    private static CountDownLatch failedEnough = new CountDownLatch(1);

    private static StreamGraph sound(CollectSink<Long> sink) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        environment
                .fromSource(
                        DataGeneratorSource.of(index -> index, NUMBERS, Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .keyBy(number -> number % 7)
                .reduce((before, number) -> number)
                .map(number -> {
                    if (number > NUMBERS / 2) {
                        failedEnough.await();
                    }
                    return number;
                })
                .sinkTo(sink);
        return environment.streamGraph("sound");
    }

    private static StreamGraph failing(int how) {
        MapFunction<Long, Long> fails = number -> {
            if (how % 3 == 0) {
                throw new StackOverflowError("deep");
            } else if (how % 3 == 1) {
                throw new NoClassDefFoundError("gone");
            }
            throw new IllegalStateException("wrong");
        };
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        environment
                .fromSource(
                        DataGeneratorSource.of(index -> index, NUMBERS, Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .keyBy(number -> number % 7)
                .reduce(Long::sum)
                .map(fails)
                .name("fails")
                .print();
        return environment.streamGraph("failing");
    }

    /** Says how it is used. Reads one number, and then nothing for a while. */
    private record Watched(long silence) implements ComputedSource<Long, Integer> {
        private static final AtomicInteger READS = new AtomicInteger();
        private static final AtomicInteger OPEN = new AtomicInteger();

        @Override
        public boolean isBounded() {
            return true;
        }

        @Override
        public List<Integer> splits(int parallelism) {
            return List.of(0);
        }

        @Override
        public SplitReader<Long, Integer> open(Integer split, RuntimeContext context) {
            OPEN.incrementAndGet();
            return new SplitReader<>() {
                private long end;

                @Override
                public long read(SourceOutput<Long> out, int limit) {
                    READS.incrementAndGet();
                    long now = System.currentTimeMillis();
                    if (end == 0) {
                        end = now + silence;
                        out.collect(1L);
                    }
                    return now < end ? end : END;
                }

                @Override
                public Integer position() {
                    return 0;
                }

                @Override
                public void close() {
                    OPEN.decrementAndGet();
                }
            };
        }

        @Override
        public DataType<Long> recordType() {
            return Types.LONG;
        }

        @Override
        public DataType<Integer> splitType() {
            return Types.INT;
        }
    }

    private static StreamGraph watched(long silence, MapFunction<Long, Long> function) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        environment
                .fromSource(new Watched(silence), WatermarkStrategy.noWatermarks(), "watched")
                .map(function)
                .print();
        return environment.streamGraph("watched");
    }

    @Test
    void whatIsReadWhenItsTaskFailsIsClosed() throws Exception {
        try (OneProcess process = new OneProcess()) {
            Watched.OPEN.set(0);
            process.failure(process.start(new JobId(0, 1), 1, watched(0, number -> {
                throw new IllegalStateException("wrong");
            })));

            assertThat(Watched.OPEN).hasValue(0);
        }
    }

    @Test
    void whoeverInterruptsItsOwnThreadSleepsAllTheSame() throws Exception {
        try (OneProcess process = new OneProcess()) {
            Watched.READS.set(0);
            process.awaitFinished(process.start(new JobId(0, 1), 1, watched(200, number -> {
                Thread.currentThread().interrupt();
                return number;
            })));

            assertThat(Watched.READS.get()).isLessThan(50);
        }
    }

    /** Wants each moment that there is. */
    private static final class Eager implements KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1;

        @Override
        public void processElement(Long value, Context<Long> context, Collector<Long> out) {
            context.timerService()
                    .registerProcessingTimeTimer(context.timerService().currentProcessingTime());
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<Long> out) {
            context.timerService()
                    .registerProcessingTimeTimer(context.timerService().currentProcessingTime());
        }
    }

    @Test
    void aTimerThatSetsItselfAgainAtOnceLeavesTimeForAllElse() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        environment
                .fromSource(new Watched(50), WatermarkStrategy.noWatermarks(), "watched")
                .keyBy(number -> number)
                .process(new Eager())
                .print();
        try (OneProcess process = new OneProcess()) {
            process.awaitFinished(process.start(new JobId(0, 1), 1, environment.streamGraph("eager")));
        }
    }

    /** Says which classes its thread has, at each moment that is a function's. */
    private record Telling() implements MapFunction<Long, Long>, CheckpointedFunction {
        private static final Set<Optional<ClassLoader>> FOUND = ConcurrentHashMap.newKeySet();

        private static void tell() {
            FOUND.add(Optional.ofNullable(Thread.currentThread().getContextClassLoader()));
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {
            tell();
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            tell();
        }

        @Override
        public void open(RuntimeContext context) {
            tell();
        }

        @Override
        public Long map(Long value) {
            tell();
            return value;
        }

        @Override
        public void close() {
            tell();
        }

        @Serial
        private Object readResolve() {
            tell();
            return this;
        }
    }

    @Test
    void functionsFindTheClassesOfTheirJobAsThoseOfTheirThread() throws Exception {
        Telling.FOUND.clear();
        try (OneProcess process = new OneProcess()) {
            process.awaitFinished(process.start(new JobId(0, 1), 1, watched(0, new Telling())));
        }

        assertThat(Telling.FOUND).containsExactly(Optional.of(OneProcess.CLASSES));
    }

    /** Never has done with the moment that there is. */
    private static final class Stuck implements KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1;
        private static final AtomicInteger FIRED = new AtomicInteger();

        @Override
        public void processElement(Long value, Context<Long> context, Collector<Long> out) {
            context.timerService().registerEventTimeTimer(value);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<Long> out) {
            FIRED.incrementAndGet();
            context.timerService().registerEventTimeTimer(timestamp);
        }
    }

    @Test
    void whoeverSetsATimerOfEventTimeAgainAndAgainForTheSameMomentCanBeStopped() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        environment
                .fromSource(new Watched(0), WatermarkStrategy.noWatermarks(), "watched")
                .keyBy(number -> number)
                .process(new Stuck())
                .print();
        Stuck.FIRED.set(0);
        try (OneProcess process = new OneProcess()) {
            List<TaskId> stuck = process.start(new JobId(0, 1), 1, environment.streamGraph("stuck"));
            Await.until("a timer fires often", Duration.ofSeconds(30), () -> Stuck.FIRED.get() > 1_000);

            // Its source is through by itself.
            process.cancel(stuck.subList(1, stuck.size()));
        }
    }

    private static StreamGraph unread() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        environment
                .fromSource(
                        DataGeneratorSource.of(index -> index, 3, Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "source")
                .rebalance()
                .print();
        return environment.streamGraph("unread");
    }

    private static ChannelName channel(JobId job, long deployment) {
        return new ChannelName(job, new DeploymentNumber(deployment), 0, 0, 0);
    }

    @Test
    void whatNobodyHasComeForIsKeptUntilItsSubtaskIsDeployedAgainOrItsJobHasEnded() throws Exception {
        JobId job = new JobId(0, 1);
        try (OneProcess process = new OneProcess()) {
            process.awaitFinished(process.startSources(job, 1, unread()));
            assertThat(process.keeps(channel(job, 1))).isTrue();
            process.awaitFinished(process.startSources(job, 2, unread()));
            assertThat(process.keeps(channel(job, 1))).isFalse();
            assertThat(process.keeps(channel(job, 2))).isTrue();

            process.forget(new JobId(0, 2));
            assertThat(process.keeps(channel(job, 2))).isTrue();
            process.forget(job);
            assertThat(process.keeps(channel(job, 2))).isFalse();
        }
    }

    /** Each channel has one producer, as long as there is something of it. */
    private static boolean keeps(Transport network, ChannelName channel) {
        RecordFormat format =
                RecordFormat.of(new Codecs(NeighboursTest.class.getClassLoader()).of(Long.class), false, "again");
        try {
            network.output(channel, format, new Wakeup()).abandon();
            return false;
        } catch (IllegalStateException second) {
            return true;
        }
    }

    @Test
    void theSameIsTrueOfWhatIsForOtherProcesses() throws Exception {
        JobId job = new JobId(0, 1);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Transport network = Transport.start(TransportSettings.of("cluster", "secret", anyPort));
                OneProcess process = new OneProcess(Optional.of(network))) {
            process.awaitFinished(process.startSources(job, 1, unread()));
            assertThat(keeps(network, channel(job, 1))).isTrue();
            process.awaitFinished(process.startSources(job, 2, unread()));
            assertThat(keeps(network, channel(job, 1))).isFalse();
            assertThat(keeps(network, channel(job, 2))).isTrue();

            process.forget(job);
            assertThat(keeps(network, channel(job, 2))).isFalse();
        }
    }

    @Test
    void aJobThatFailsAgainAndAgainDisturbsNoOther() throws Exception {
        failedEnough = new CountDownLatch(1);
        try (OneProcess process = new OneProcess();
                CollectSink<Long> sink = CollectSink.open()) {
            List<TaskId> sound = process.start(new JobId(0, 1), 1, sound(sink));
            for (int i = 1; i <= FAILURES; i++) {
                List<TaskId> failing = process.start(new JobId(0, 2), i, failing(i));
                assertThat(process.failure(failing).sentence()).contains("Operator 'fails' failed in subtask");
            }
            failedEnough.countDown();
            process.awaitFinished(sound);

            assertThat(sink.values())
                    .containsExactlyInAnyOrder(
                            LongStream.range(0, NUMBERS).boxed().toArray(Long[]::new));
        }
    }
}
