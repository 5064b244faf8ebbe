package dev.selvage.core.simulation.world;

import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.world.SimulatedZooKeeper.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the ensemble knows of one session, and how far behind the server is to which it is connected. */
final class ZooKeeperSession {

    final long number;
    private final SimulatedProcess<?, ?> client;
    private final Line<Reply> events;

    /** When its latest request arrives, which no later one may overtake. */
    private long lastArrival;
    /** When a server last heard of the client. */
    private long heardAt;

    private boolean over;
    /** What the client's server shows, if it is behind the others. */
    private Optional<ZooKeeperModel> behind = Optional.empty();
    /** What the server will tell once it has caught up. */
    private final List<Reply> waiting = new ArrayList<>();
    /** Requests of which the client heard that nobody knows, and which are still on their way. */
    private final List<Runnable> late = new ArrayList<>();

    ZooKeeperSession(long number, Asker<Reply> asker, long nowMicros) {
        this.number = number;
        this.client = asker.process();
        this.events = asker.line();
        this.heardAt = nowMicros;
    }

    String client() {
        return client.name();
    }

    String name() {
        return "session-" + number;
    }

    /** When a request arrives that takes so long: in the order in which they were made. */
    long arrival(long nowMicros, long delayMicros) {
        lastArrival = Math.max(nowMicros + delayMicros, lastArrival + 1);
        return lastArrival;
    }

    boolean over() {
        return over;
    }

    /** Ends it; what was still on its way never arrives, since its server would refuse it. */
    void end() {
        over = true;
        late.clear();
        waiting.clear();
        behind = Optional.empty();
    }

    boolean clientIsGone() {
        return !events.open();
    }

    boolean clientCanHear() {
        return events.open() && !client.paused();
    }

    void heard(long nowMicros) {
        heardAt = nowMicros;
    }

    long silentSince() {
        return heardAt;
    }

    void tell(Reply event) {
        if (behind.isPresent()) {
            waiting.add(event);
        } else {
            events.accept(event);
        }
    }

    boolean isBehind() {
        return behind.isPresent();
    }

    void fallBehind(ZooKeeperModel asItIs) {
        behind = Optional.of(asItIs);
    }

    /** What its client sees. */
    ZooKeeperModel view(ZooKeeperModel latest) {
        return behind.orElse(latest);
    }

    /** Its server now knows all; what it has to tell of comes before what it shows. */
    void catchUp() {
        behind = Optional.empty();
        waiting.forEach(events);
        waiting.clear();
    }

    void addLate(Runnable request) {
        late.add(request);
    }

    /** Carries out a request of unknown outcome now, unless something has overtaken it. */
    void carryOutLate(Runnable request) {
        if (late.remove(request)) {
            request.run();
        }
    }

    /** A later request arrives: what has not come yet, comes before it or never. */
    void settleLate(boolean comesYet) {
        List<Runnable> settled = List.copyOf(late);
        late.clear();
        if (comesYet) {
            settled.forEach(Runnable::run);
        }
    }
}
