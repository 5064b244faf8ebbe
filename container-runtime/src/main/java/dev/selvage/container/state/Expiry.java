package dev.selvage.container.state;

import dev.selvage.api.state.StateTtlConfig;
import dev.selvage.container.codec.LittleEndian;
import dev.selvage.container.state.table.KeyTable;
import java.util.Optional;

/**
 * How long the values of a state live. A value's row holds the time from which its life counts; as a constant of a
 * template, the life that does not end costs nothing.
 *
 * @param life in milliseconds; zero if values live for ever
 * @param renewedByReading whether a value that is read begins its life again
 */
public record Expiry(long life, boolean renewedByReading) {
    static Expiry of(Optional<StateTtlConfig> config) {
        return config.map(ttl -> new Expiry(Math.max(1, millis(ttl)), ttl.updatedOnRead()))
                .orElse(new Expiry(0, false));
    }

    private static long millis(StateTtlConfig ttl) {
        long most = Long.MAX_VALUE / 1000;
        return ttl.timeToLive().toSeconds() >= most
                ? Long.MAX_VALUE
                : ttl.timeToLive().toMillis();
    }

    /** Bytes in the row. */
    public int width() {
        return life == 0 ? 0 : Long.BYTES;
    }

    /** Whether a value that began its life then is no longer to be seen. */
    public boolean hasEnded(long begun, long now) {
        return life != 0 && now - begun >= life;
    }

    /** Whether the present key's value of a state is no longer to be seen: then it is gone by now. */
    boolean hasEnded(KeyedStore store, int slot, int state, int stamp) {
        if (life == 0) {
            return false;
        }
        KeyTable table = store.table();
        int at = table.rowOf(slot) + stamp;
        if (hasEnded(LittleEndian.getLong(table.page(slot), at), store.now())) {
            store.clear(state);
            return true;
        }
        if (renewedByReading) {
            begin(store, table.writable(slot), at);
        }
        return false;
    }

    /** Begins a value's life. */
    void begin(KeyedStore store, byte[] page, int stamp) {
        if (life != 0) {
            LittleEndian.putLong(page, stamp, store.now());
        }
    }
}
