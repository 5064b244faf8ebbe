package dev.selvage.core.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The universe of one run: a queue of events ordered by time, which moves only when the next one is taken, and the one
 * seed from which all chance comes. Single-threaded. The same seed gives the same events, to the last one.
 */
public final class Simulation {

    /** Hundreds of times what a run usually has. */
    private static final long MOST_EVENTS = 3_000_000;

    /** How the crashes of processes are counted. */
    public static final String CRASHES = "crashes";

    /** Microseconds, so that events of one millisecond still have an order drawn by chance. */
    private long nowMicros;

    private long nextSequence;
    private long events;
    private final long seed;
    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final Map<String, SplittableRandom> randoms = new HashMap<>();
    private final List<Invariant> invariants = new ArrayList<>();
    private final TreeMap<String, Long> counts = new TreeMap<>();
    private final Faults faults;
    private final Trace trace;

    private record Event(long atMicros, long sequence, String kind, String subject, Object detail, Runnable effect)
            implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return atMicros != other.atMicros
                    ? Long.compare(atMicros, other.atMicros)
                    : Long.compare(sequence, other.sequence);
        }
    }

    /** An empty world. */
    public Simulation(long seed) {
        this(seed, Recording.NUMBER);
    }

    Simulation(long seed, Recording recording) {
        this.seed = seed;
        this.trace = new Trace(recording);
        this.faults = Faults.drawn(this::random);
    }

    public Faults faults() {
        return faults;
    }

    public long nowMicros() {
        return nowMicros;
    }

    public long nowMillis() {
        return nowMicros / 1000;
    }

    /** A source of chance for one purpose; drawing for one never shifts what another draws. */
    public SplittableRandom random(String purpose) {
        return randoms.computeIfAbsent(purpose, name -> new SplittableRandom(mixed(seed, name)));
    }

    /** Scattered, since streams that start a step apart are the same stream, one draw later. */
    private static long mixed(long seed, String purpose) {
        long mixed = (seed ^ ((long) purpose.hashCode() << 32)) + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Lets something happen after a delay. */
    public void after(long delayMicros, String kind, String subject, Object detail, Runnable effect) {
        queue.add(new Event(nowMicros + Math.max(0, delayMicros), nextSequence++, kind, subject, detail, effect));
    }

    public void promise(String promise, Invariant.Check check) {
        invariants.add(new Invariant(promise, check));
    }

    /** Something has happened of which the summary says how often it did. */
    public void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    /** Runs until the given length of time has passed. */
    public void runFor(long micros) {
        long end = nowMicros + micros;
        while (nextIsWithin(end)) {
            next();
        }
        nowMicros = end;
    }

    /**
     * Runs until the world's wanted end has lasted, with progress all the while. It may come and go before it does, but has
     * to begin to last within the bound.
     */
    void runToTheEnd(Scenario.World world, Scenario.Phases phases) {
        long bound = nowMicros + phases.bound();
        while (nowMicros <= bound) {
            long since = nowMicros;
            long progress = world.progress();
            while (world.reachedTheEnd() && nextIsWithin(since + phases.lasting())) {
                next();
            }
            if (world.reachedTheEnd() && world.progress() > progress) {
                return;
            }
            if (!nextIsWithin(Long.MAX_VALUE)) {
                break;
            }
            next();
        }
        throw new SimulationFailure("expected, within " + seconds(phases.bound()) + " of the last fault and then for "
                + seconds(phases.lasting()) + " with new progress, that " + world.wantedInTheEnd()
                + ", but it did not come to that");
    }

    private static String seconds(long micros) {
        return micros / 1_000_000 + " s";
    }

    private boolean nextIsWithin(long micros) {
        return !queue.isEmpty() && queue.peek().atMicros <= micros;
    }

    private void next() {
        Event event = queue.remove();
        nowMicros = event.atMicros;
        events++;
        if (events > MOST_EVENTS) {
            throw new SimulationFailure(
                    "expected a run of at most " + MOST_EVENTS + " events, but it goes on: somebody is"
                            + " busy with nothing, last " + event.subject + " with " + event.detail);
        }
        trace.event(nowMicros, event.kind, event.subject, event.detail);
        event.effect.run();
        for (Invariant invariant : invariants) {
            Optional<String> violation = invariant.check().violation();
            if (violation.isPresent()) {
                throw new SimulationFailure("broken promise \"" + invariant.promise() + "\" after event " + events
                        + ": " + violation.get());
            }
        }
    }

    long events() {
        return events;
    }

    /** How often what has happened. */
    public SortedMap<String, Long> counts() {
        return Collections.unmodifiableSortedMap(counts);
    }

    List<String> promises() {
        return invariants.stream().map(Invariant::promise).toList();
    }

    Trace trace() {
        return trace;
    }
}
