package dev.selvage.core.simulation;

import dev.selvage.core.loop.Body;
import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.loop.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * An operating-system process that hosts one component. It can die between any two actions; what it had in memory and
 * what was on its way to it die with it. Started again, it begins from nothing but what others remember.
 */
public final class SimulatedProcess<M, A> implements Inbox<M> {

    private static final long LONGEST_SLEEP_MILLIS = 1_000_000_000;
    /** How late a scheduler may be. */
    private static final int LATEST_MICROS = 1_000;

    private final Simulation simulation;
    private final String name;
    private final Supplier<Component<M, A>> program;
    private final Body<A> body;
    private final SplittableRandom chance;
    private final SplittableRandom scheduling;
    private final List<Runnable> deathListeners = new ArrayList<>();
    private Component<M, A> component;
    private boolean alive;
    private boolean spared;
    /** Counts starts, so that what was meant for an earlier life does not reach a later one. */
    private int life;

    private boolean paused;
    /** What waits for its turn: behind a pause, or behind the first turn of all. While it holds anything, all that comes queues up. */
    private final ArrayDeque<Runnable> backlog = new ArrayDeque<>();

    /** When the pending wake-up is due; an earlier wish replaces it. */
    private long wakeArmedAtMillis = Component.NEVER;

    /**
     * @param program makes the component anew at each start
     * @param body carries out its actions against the simulated world
     */
    public SimulatedProcess(Simulation simulation, String name, Supplier<Component<M, A>> program, Body<A> body) {
        this.simulation = simulation;
        this.name = name;
        this.program = program;
        this.body = body;
        this.chance = simulation.random("component " + name);
        this.scheduling = simulation.random("scheduling " + name);
        this.component = program.get();
    }

    public String name() {
        return name;
    }

    public boolean alive() {
        return alive;
    }

    /** Which life it leads, or has between two: a number that no other life of it has. */
    public int life() {
        return life;
    }

    /** Never strikes this process down: for those who only watch and judge. */
    public SimulatedProcess<M, A> spared() {
        spared = true;
        return this;
    }

    public boolean isSpared() {
        return spared;
    }

    /** Told each time the process dies. */
    public void onDeath(Runnable listener) {
        deathListeners.add(listener);
    }

    public void start() {
        if (!alive) {
            alive = true;
            paused = false;
            life++;
            component = program.get();
            wakeArmedAtMillis = Component.NEVER;
            backlog.add(() -> carryOut(component.onWake(turn())));
            workOffBacklog(scheduling.nextInt(LATEST_MICROS));
        }
    }

    public void crash() {
        if (alive) {
            simulation.count(Simulation.CRASHES);
            exit();
        }
    }

    /** Ends the process by its own will. */
    public void exit() {
        if (alive) {
            alive = false;
            life++;
            backlog.clear();
            deathListeners.forEach(Runnable::run);
        }
    }

    /**
     * Where replies go to what is asked for now: they reach this life of the process and no later one, as a reply dies
     * with the connection on which it was to come.
     */
    public Inbox<M> inboxOfThisLife() {
        int asking = life;
        return message -> deliver(message, 1, "message", asking);
    }

    /** Delivers soon; messages put one after the other may overtake each other only if their delays say so. */
    @Override
    public void put(M message) {
        put(message, 1, "message");
    }

    public void put(M message, long delayMicros, String kind) {
        deliver(message, delayMicros, kind, life);
    }

    private void deliver(M message, long delayMicros, String kind, int addressee) {
        simulation.after(delayMicros, kind, name, message, () -> {
            if (alive && life == addressee) {
                takeTurn(() -> carryOut(component.onMessage(message, turn())));
            }
        });
    }

    private void takeTurn(Runnable turn) {
        if (paused || !backlog.isEmpty()) {
            backlog.add(turn);
        } else {
            turn.run();
        }
    }

    /** One turn per event, as ever; what comes meanwhile queues up behind. */
    private void workOffBacklog(long delayMicros) {
        int me = life;
        simulation.after(delayMicros, "turn", name, "of the backlog", () -> {
            if (life != me || paused || backlog.isEmpty()) {
                return;
            }
            backlog.element().run();
            if (life == me) {
                backlog.remove();
                if (!backlog.isEmpty()) {
                    workOffBacklog(0);
                }
            }
        });
    }

    /**
     * Stops the process for a while, as a long collection of garbage or SIGSTOP does: it does not know that time passes,
     * and then hears everything at once, in the order in which it came.
     */
    public void pause(long micros) {
        if (alive && !paused) {
            paused = true;
            int me = life;
            simulation.after(micros, "resume", name, micros, () -> {
                if (life == me) {
                    paused = false;
                    workOffBacklog(0);
                }
            });
        }
    }

    /** Whether it stands still at this moment. */
    public boolean paused() {
        return paused;
    }

    private void carryOut(List<A> actions) {
        int me = life;
        for (A action : actions) {
            if (!spared && simulation.faults().strikes(Faults.Kind.CRASH)) {
                crash();
            }
            if (life != me) {
                return;
            }
            body.carryOut(action);
        }
        if (life == me) {
            armWake();
        }
    }

    private void armWake() {
        long wish = component.wakeAtMillis();
        if (wish == Component.NEVER || wish >= wakeArmedAtMillis) {
            return;
        }
        wakeArmedAtMillis = wish;
        int me = life;
        // A scheduler is never exact; late is allowed, early is not.
        long lateMicros = scheduling.nextInt(LATEST_MICROS);
        // Further away than any run lasts is far enough, and does not overflow.
        long wishMillis = Math.min(wish, simulation.nowMillis() + LONGEST_SLEEP_MILLIS);
        long delayMicros = Math.max(0, wishMillis * 1000 - simulation.nowMicros());
        simulation.after(delayMicros + lateMicros, "wake", name, wish, () -> ring(wish, me));
    }

    private void ring(long wish, int sleeper) {
        if (!alive || life != sleeper || wakeArmedAtMillis != wish) {
            return;
        }
        wakeArmedAtMillis = Component.NEVER;
        takeTurn(() -> {
            if (component.wakeAtMillis() <= simulation.nowMillis()) {
                carryOut(component.onWake(turn()));
            } else {
                armWake();
            }
        });
    }

    private Turn turn() {
        return new Turn(simulation.nowMillis(), chance);
    }

    @Override
    public String toString() {
        return name + (alive ? "" : " (dead)");
    }
}
