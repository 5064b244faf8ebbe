package dev.selvage.container.task;

import dev.selvage.container.exchange.Event;
import dev.selvage.container.operator.Downstream;
import dev.selvage.container.operator.Operator;
import dev.selvage.container.routing.Route;
import dev.selvage.core.id.CheckpointId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators of a task in the order in which records pass them, and the routes that leave it. */
final class Chain {
    private final Downstream first;
    private final Operator[] operators;
    private final Route[] routes;
    private int opened;
    private boolean atEnd;

    /**
     * A chain.
     *
     * @param first what watermarks reach first: an operator, or what stands behind a bare source
     */
    Chain(Downstream first, List<Operator> operators, List<Route> routes) {
        this.first = first;
        this.operators = operators.toArray(Operator[]::new);
        this.routes = routes.toArray(Route[]::new);
    }

    /** From the last to the first: whoever gets records must be ready before somebody emits while opening. */
    void open() {
        for (int i = operators.length - 1; i >= 0; i--) {
            opened++;
            operators[i].open();
        }
    }

    List<Operator> operators() {
        return List.of(operators);
    }

    void watermark(long millis) {
        first.watermark(millis);
    }

    void idle() {
        first.idle();
    }

    void processingTime(long millis) {
        for (Operator operator : operators) {
            operator.processingTime(millis);
        }
    }

    long wakeAtMillis() {
        long earliest = Long.MAX_VALUE;
        for (Operator operator : operators) {
            earliest = Math.min(earliest, operator.wakeAtMillis());
        }
        return earliest;
    }

    void afterBatch() {
        for (Operator operator : operators) {
            operator.afterBatch();
        }
    }

    void beforeBarrier() {
        for (Operator operator : operators) {
            operator.beforeBarrier();
        }
    }

    void prepareSnapshot(CheckpointId checkpoint) {
        for (Operator operator : operators) {
            operator.prepareSnapshot(checkpoint);
        }
    }

    void checkpointDecided(CheckpointId checkpoint) {
        for (Operator operator : operators) {
            operator.checkpointDecided(checkpoint);
        }
    }

    /** All input was seen. What operators still hold leaves now, and then the word that nothing follows. */
    void endOfInput() {
        for (Operator operator : operators) {
            operator.endOfInput();
        }
        broadcast(new Event.EndOfInput());
        atEnd = true;
    }

    boolean isAtEnd() {
        return atEnd;
    }

    /** Sends an event through all routes; behind the end of input nothing is sent. */
    void broadcast(Event event) {
        if (!atEnd) {
            for (Route route : routes) {
                route.event(event);
            }
        }
    }

    /** Whether more input may be taken. */
    boolean hasRoom() {
        for (Route route : routes) {
            if (!route.hasRoom()) {
                return false;
            }
        }
        return true;
    }

    void flushDrained() {
        for (Route route : routes) {
            route.flushDrained();
        }
    }

    void flushBeforeSleep() {
        for (Route route : routes) {
            route.flushBeforeSleep();
        }
    }

    /** Those that were opened, from the first to the last, whatever the others throw; then throws what was thrown first. */
    void close() {
        @Nullable RuntimeException failure = null;
        for (int i = operators.length - opened; i < operators.length; i++) {
            try {
                operators[i].close();
            } catch (RuntimeException thrown) {
                failure = failure == null ? thrown : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
