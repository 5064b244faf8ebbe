package dev.selvage.container.operator;

import java.util.Map;

/**
 * Everything that stands behind an operator.
 *
 * @param main what its results go to
 * @param sides what its side outputs go to, by their names; those that nobody reads are not there
 */
public record Outlets(Downstream main, Map<String, Downstream> sides) {
    public Outlets {
        sides = Map.copyOf(sides);
    }

    /** Tells all of them how far event time has come. */
    public void watermark(long millis) {
        main.watermark(millis);
        for (Downstream side : sides.values()) {
            side.watermark(millis);
        }
    }

    /** Tells all of them that nothing is known about event time for now. */
    public void idle() {
        main.idle();
        for (Downstream side : sides.values()) {
            side.idle();
        }
    }

    /** Sends a record to a side output; one that nobody reads takes everything and keeps nothing. */
    public void side(String name, Object record, long timestamp) {
        Downstream side = sides.get(name);
        if (side != null) {
            side.process(record, timestamp);
        }
    }
}
