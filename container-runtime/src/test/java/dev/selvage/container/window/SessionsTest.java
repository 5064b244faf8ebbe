package dev.selvage.container.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Operation.Firing;
import dev.selvage.api.graph.Operation.Gathering;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.time.TimeDomain;
import dev.selvage.api.type.Types;
import dev.selvage.api.window.TimeWindow;
import dev.selvage.api.window.WindowAssigner;
import dev.selvage.container.code.JobCode;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.metric.OperatorMetrics;
import dev.selvage.container.operator.Downstream;
import dev.selvage.container.operator.Nowhere;
import dev.selvage.container.operator.Operator;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.snapshot.FrozenTaskStates;
import dev.selvage.container.snapshot.SnapshotFiles;
import dev.selvage.container.snapshot.TaskStates;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.StateClasses;
import dev.selvage.container.time.TaskClock;
import dev.selvage.container.window.SessionWindowOperator.Session;
import dev.selvage.core.checkpoint.TaskRestore;
import dev.selvage.core.checkpoint.TaskRestore.OperatorShare;
import dev.selvage.core.checkpoint.TaskRestore.Share;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.VertexId;
import dev.selvage.core.plan.KeyGroupRange;
import dev.selvage.platform.storage.LocalFileStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions against a plain list of them, with records that are late, watermarks that jump, and restores. */
class SessionsTest {
    private static final OperatorId ID = OperatorId.ofUid("sessions");
    private static final KeyGroupRange GROUPS = new KeyGroupRange(0, 7);
    private static final SnapshotFiles FILES = new SnapshotFiles(path -> new LocalFileStorage());
    private static final KeyHash HASHES = KeyHash.of(Long.class);
    private static final long KEYS = 3;
    private static final long GAP = 10;

    private final List<String> seen = new ArrayList<>();
    private final List<String> wanted = new ArrayList<>();
    private final List<Known> known = new ArrayList<>();
    private long reached = Long.MIN_VALUE;
    private long lateness;
    private Running running = new Running(Optional.empty());

    /** A session as anybody would write it down. */
    private record Known(long key, long start, long end, long sum, boolean fired) {
        Known hasFired() {
            return new Known(key, start, end, sum, true);
        }
    }

    /** The operator and its state. */
    private final class Running {
        private final TaskStates task;
        private final KeyedStates states;
        private final ValueState<List<Session>> sessions;
        private final Operator operator;

        private Running(Optional<TaskRestore> restore) {
            Codecs codecs = new Codecs(SessionsTest.class.getClassLoader());
            task = new TaskStates(codecs, new TaskStates.Split(GROUPS, GROUPS.size()), FILES, restore, false);
            states = task.keyed(ID, "sessions", Types.LONG, new StateClasses(), true);
            Operation.Window operation = new Operation.Window(
                    new WindowAssigner.Sessions(TimeDomain.EVENT_TIME, GAP),
                    new Gathering.Reduced((one, other) -> (Long) one + (Long) other, Types.LONG),
                    new Firing.Through((key, context, all, out) -> seen.add(text(
                            (Long) key, context.window(), (Long) all.iterator().next()))),
                    lateness,
                    "late");
            Outlets outlets = new Outlets(new Nowhere(), Map.of("late", late()));
            operator = WindowOperators.of(operation, new JobCode(), "sessions", context(), outlets, states);
            sessions = states.value(new ValueStateDescriptor<>("sessions", Types.listOf(Types.of(Session.class))));
            operator.open();
            task.ready();
        }

        private OperatorContext context() {
            TaskId subtask = new TaskId(new JobId(0, 1), new SubtaskId(new VertexId(1, 1), 0), new DeploymentNumber(1));
            return new OperatorContext(
                    new OperatorContext.Place("sessions", ID, subtask, 1),
                    new TaskClock(),
                    new OperatorMetrics("sessions"),
                    address -> {
                        throw new IllegalStateException("expected no files");
                    },
                    states,
                    new OperatorContext.SubtaskState(false, task.lists(ID, "sessions")),
                    () -> false);
        }

        void record(long key, long time, long value) {
            states.store().select(HASHES.hash(key), null);
            operator.process(value, time);
        }

        /** As sessions were before each knew its next timer: with timers for all that becomes of them. */
        void forgetTimers() {
            for (Known each : known) {
                states.store().select(HASHES.hash(each.key), null);
                long over = WindowOperator.endOf(each.end - 1, lateness);
                if (!each.fired) {
                    states.eventTimers().register(each.end - 1);
                }
                if (over != Long.MAX_VALUE) {
                    states.eventTimers().register(over);
                }
                sessions.value().replaceAll(session -> session.lookedAt(0));
            }
        }

        Running restored() throws Exception {
            FrozenTaskStates.Written written = task.freeze().write(FILES, "file", 1 << 20);
            Share share = new Share(0, written.handle(), Optional.of(GROUPS), List.of());
            List<OperatorShare> operators =
                    written.operators().isEmpty() ? List.of() : List.of(new OperatorShare(ID, List.of(share)));
            return new Running(Optional.of(new TaskRestore(new CheckpointId(1), false, operators)));
        }
    }

    private Downstream late() {
        return new Downstream() {
            @Override
            public void process(Object value, long timestamp) {
                seen.add("late " + value);
            }

            @Override
            public void watermark(long millis) {}

            @Override
            public void idle() {}
        };
    }

    private static String text(long key, TimeWindow window, long sum) {
        return window.start() + ".." + window.end() + " of " + key + ": " + sum;
    }

    private void want(Known session) {
        wanted.add(text(session.key, new TimeWindow(session.start, session.end), session.sum));
    }

    private void record(long key, long time, long value) {
        running.record(key, time, value);
        Known all = new Known(key, time, time + GAP, value, false);
        List<Known> joined = new ArrayList<>();
        for (Known session : known) {
            if (session.key == key && session.start <= time + GAP && time <= session.end) {
                joined.add(session);
                all = new Known(
                        key,
                        Math.min(all.start, session.start),
                        Math.max(all.end, session.end),
                        all.sum + session.sum,
                        false);
            }
        }
        if (WindowOperator.endOf(all.end - 1, lateness) <= reached) {
            wanted.add("late " + value);
            return;
        }
        known.removeAll(joined);
        boolean firesAtOnce = all.end - 1 <= reached;
        known.add(firesAtOnce ? all.hasFired() : all);
        if (firesAtOnce) {
            want(all);
        }
    }

    private void watermark(long millis) {
        reached = millis;
        running.operator.watermark(millis);
        known.replaceAll(session -> {
            if (session.fired || session.end - 1 > millis) {
                return session;
            }
            want(session);
            return session.hasFired();
        });
        known.removeIf(session -> WindowOperator.endOf(session.end - 1, lateness) <= millis);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 17, Long.MAX_VALUE})
    void whatFiresIsWhatAPlainListOfSessionsSays(long grace) throws Exception {
        lateness = grace;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            known.clear();
            reached = Long.MIN_VALUE;
            running = new Running(Optional.empty());
            long time = -60;
            for (int step = 0; step < 300; step++) {
                int kind = random.nextInt(100);
                if (kind < 75) {
                    record(random.nextLong(KEYS), time - 40 + random.nextInt(100), 1 + random.nextInt(1000));
                } else if (kind < 96) {
                    time += random.nextInt(random.nextInt(10) == 0 ? 100 : 8);
                    watermark(time);
                } else {
                    // Earlier ones that were over and had fired could fire once more by another one's timer.
                    if (kind == 99 && (lateness == 0 || lateness == Long.MAX_VALUE)) {
                        running.forgetTimers();
                    }
                    running = running.restored();
                    reached = Long.MIN_VALUE;
                    time -= random.nextInt(20);
                }
                // Keys that fire together come in any order.
                assertThat(seen).as("seed " + seed + ", step " + step).containsExactlyInAnyOrderElementsOf(wanted);
                seen.clear();
                wanted.clear();
            }
            long ofSessions = known.stream().map(Known::key).distinct().count();
            assertThat(running.states.store().rows()).isBetween(ofSessions, 2L * known.size());
        }
    }

    @Test
    void aRecordAtTheMomentAtWhichASessionEndsJoinsItUnlessItHasFired() {
        record(1, 100, 1);
        watermark(108);
        record(1, 110, 2);
        watermark(119);
        // Not late: its time is still to come.
        record(1, 120, 4);
        watermark(200);

        assertThat(seen).containsExactly("100..120 of 1: 3", "120..130 of 1: 4").isEqualTo(wanted);
    }

    @Test
    void aSessionThatGoesOnHasOneTimerAndOneRow() {
        running = new Running(Optional.empty());
        for (long time = 0; time < 1_000; time++) {
            record(1, time, 1);
            watermark(time - 1);
            assertThat(running.states.eventTimers().size()).isOne();
            assertThat(running.states.store().rows()).isOne();
        }
        watermark(2_000);

        assertThat(seen).containsExactly("0..1009 of 1: 1000");
        assertThat(running.states.eventTimers().size()).isZero();
        assertThat(running.states.store().rows()).isZero();
    }
}
