package dev.selvage.core.simulation;

import dev.selvage.core.loop.Body;
import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.loop.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * An operating-system process that hosts one component. It can die between any two actions; what it had in memory and
 * what was on its way to it die with it. Started again, it begins from nothing but what others remember.
 */
public final class SimulatedProcess<M, A> implements Inbox<M> {

    private static final long LONGEST_SLEEP_MILLIS = 1_000_000_000;

    private final Simulation simulation;
    private final String name;
    private final Supplier<Component<M, A>> program;
    private final Body<A> body;
    private final List<Runnable> deathListeners = new ArrayList<>();
    private Component<M, A> component;
    private boolean alive;
    private boolean spared;
    /** Counts starts, so that what was meant for an earlier life does not reach a later one. */
    private int life;

    private long pausedUntilMicros;
    /** What came while the process was paused. */
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
        this.component = program.get();
    }

    public String name() {
        return name;
    }

    public boolean alive() {
        return alive;
    }

    /** Never strikes this process down: for those who only watch and judge. */
    public SimulatedProcess<M, A> spared() {
        spared = true;
        return this;
    }

    /** Told each time the process dies. */
    public void onDeath(Runnable listener) {
        deathListeners.add(listener);
    }

    public void start() {
        if (!alive) {
            alive = true;
            pausedUntilMicros = 0;
            life++;
            component = program.get();
            wakeArmedAtMillis = Component.NEVER;
            armWake();
        }
    }

    public void crash() {
        if (alive) {
            simulation.countCrash();
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
            if (!alive || life != addressee) {
                return;
            }
            if (paused()) {
                backlog.add(() -> deliver(message, 0, kind, addressee));
            } else {
                carryOut(component.onMessage(message, turn()));
            }
        });
    }

    /**
     * Stops the process for a while, as a long collection of garbage or SIGSTOP does: it does not know that time passes,
     * and then hears everything at once, in the order in which it came.
     */
    public void pause(long micros) {
        if (!paused()) {
            pausedUntilMicros = simulation.nowMicros() + micros;
            int me = life;
            simulation.after(micros, "resume", name, micros, () -> {
                while (life == me && !backlog.isEmpty()) {
                    backlog.remove().run();
                }
            });
        }
    }

    private boolean paused() {
        return simulation.nowMicros() < pausedUntilMicros;
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
        armWake();
    }

    private void armWake() {
        long wish = component.wakeAtMillis();
        if (wish == Component.NEVER || wish >= wakeArmedAtMillis) {
            return;
        }
        wakeArmedAtMillis = wish;
        int me = life;
        // A scheduler is never exact; late is allowed, early is not.
        long lateMicros = simulation.random("scheduling").nextInt(1000);
        // Further away than any run lasts is far enough, and does not overflow.
        long wishMillis = Math.min(wish, simulation.nowMillis() + LONGEST_SLEEP_MILLIS);
        long delayMicros = Math.max(0, wishMillis * 1000 - simulation.nowMicros());
        simulation.after(delayMicros + lateMicros, "wake", name, wish, () -> ring(wish, me));
    }

    private void ring(long wish, int sleeper) {
        if (!alive || life != sleeper || wakeArmedAtMillis != wish) {
            return;
        }
        if (paused()) {
            backlog.add(() -> simulation.after(0, "wake", name, wish, () -> ring(wish, sleeper)));
            return;
        }
        wakeArmedAtMillis = Component.NEVER;
        if (component.wakeAtMillis() <= simulation.nowMillis()) {
            carryOut(component.onWake(turn()));
        } else {
            armWake();
        }
    }

    private Turn turn() {
        return new Turn(simulation.nowMillis(), simulation.random("component"));
    }

    @Override
    public String toString() {
        return name + (alive ? "" : " (dead)");
    }
}
