package dev.selvage.container.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.core.plan.KeyGroupRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timers against a sorted set of what was set and not taken back. */
class TimersTest {
    private record Timer(long time, String key) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return time != other.time ? Long.compare(time, other.time) : key.compareTo(other.key);
        }
    }

    private static KeyedStates statesFor(DataType<?> keyType) {
        KeyedStates states = new KeyedStates(
                "timed",
                keyType,
                new Codecs(TimersTest.class.getClassLoader()),
                new StateClasses(),
                new KeyGroupRange(0, 3),
                4,
                false);
        states.layOut();
        return states;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachTimerFiresOnceAtItsTimeInOrder(boolean fewTimes) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            KeyedStates states = statesFor(Types.STRING);
            Timers timers = states.eventTimers();
            TreeSet<Timer> model = new TreeSet<>();
            long now = 0;
            for (int step = 0; step < 5_000; step++) {
                String key = "key " + random.nextInt(30);
                long time = now + 1 + (fewTimes ? random.nextInt(3) * 100 : random.nextInt(1000));
                // Few hashes on purpose: keys that share one have timers of their own.
                states.store().select(key.hashCode() % 5 * (1L << 61), key);
                int kind = random.nextInt(100);
                if (kind < 60) {
                    timers.register(time);
                    model.add(new Timer(time, key));
                } else if (kind < 95) {
                    timers.delete(time);
                    model.remove(new Timer(time, key));
                } else {
                    now += random.nextInt(200);
                    assertThat(fired(states, timers, now, 1 + random.nextInt(7)))
                            .containsExactlyElementsOf(taken(model, now));
                }
                assertThat(timers.size()).isEqualTo(model.size());
            }
        }
    }

    @Test
    void aTimerSetWhileOthersFireIsFiredToo() {
        KeyedStates states = statesFor(Types.LONG);
        Timers timers = states.processingTimers();
        KeyHash hash = KeyHash.of(Long.class);
        states.store().select(hash.hash(1L), null);
        timers.register(10);
        List<String> fired = new ArrayList<>();
        timers.fire(12, 100, time -> {
            fired.add(states.store().key() + " at " + time);
            timers.register(time + 1);
        });
        assertThat(fired).containsExactly("1 at 10", "1 at 11", "1 at 12");
        assertThat(timers.earliest()).isEqualTo(13);
    }

    @Test
    void theEndOfTimeFiresWhatThereIsAndNothingElse() {
        KeyedStates states = statesFor(Types.LONG);
        Timers timers = states.eventTimers();
        assertThat(timers.isDue(Long.MAX_VALUE)).isFalse();
        states.store().select(7, null);
        timers.register(10);
        timers.register(Long.MAX_VALUE);
        assertThat(timers.fire(Long.MAX_VALUE, 100, time -> {})).isEqualTo(2);
        assertThat(timers.fire(Long.MAX_VALUE, 100, time -> {})).isZero();
    }

    @Test
    void deletingAllTheTimeCostsNoMemory() {
        KeyedStates states = statesFor(Types.LONG);
        Timers timers = states.eventTimers();
        states.store().select(7, null);
        for (int i = 0; i < 1_000_000; i++) {
            timers.register(10);
            timers.delete(10);
        }
        timers.register(10);
        assertThat(timers.size()).isEqualTo(1);
        assertThat(timers.fire(10, 100, time -> {})).isEqualTo(1);
    }

    /** As whoever waits for a key's silence does it: with each record of the key its timer moves on. */
    @Test
    void timersThatMoveOnAllTheTimeCostNoMemoryAndFireInOrder() {
        KeyedStates states = statesFor(Types.LONG);
        Timers timers = states.processingTimers();
        KeyHash hash = KeyHash.of(Long.class);
        int keys = 10;
        long last = 300_000;
        for (long time = 0; time < last; time++) {
            states.store().select(hash.hash(time % keys), null);
            timers.delete(time - keys);
            timers.register(time);
        }

        assertThat(timers.room()).isLessThan(1_000);
        assertThat(timers.earliest()).isEqualTo(last - keys);
        List<Long> fired = new ArrayList<>();
        assertThat(timers.fire(last, 100, fired::add)).isEqualTo(keys);
        assertThat(fired).isSorted().startsWith(last - keys).endsWith(last - 1);
    }

    private static List<Timer> fired(KeyedStates states, Timers timers, long now, int most) {
        List<Timer> fired = new ArrayList<>();
        while (timers.fire(
                        now,
                        most,
                        time -> fired.add(
                                new Timer(time, (String) states.store().key())))
                == most) {}
        List<Long> times = fired.stream().map(Timer::time).toList();
        assertThat(times).isSorted();
        fired.sort(null);
        return fired;
    }

    private static List<Timer> taken(TreeSet<Timer> model, long now) {
        List<Timer> taken = new ArrayList<>();
        while (!model.isEmpty() && model.first().time() <= now) {
            taken.add(model.pollFirst());
        }
        return taken;
    }
}
