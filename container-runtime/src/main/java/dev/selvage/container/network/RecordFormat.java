package dev.selvage.container.network;

import dev.selvage.container.codec.Codec;

/**
 * How the records of a channel are written: the hash of the key if it is keyed, the timestamp if it is stamped, then the
 * record by its codec.
 */
public record RecordFormat(Codec<Object> codec, boolean keyed, boolean stamped) {
    /** The same for a codec of some type; only values of that type may go through such a channel. */
    @SuppressWarnings("unchecked")
    public static RecordFormat of(Codec<?> codec, boolean keyed, boolean stamped) {
        return new RecordFormat((Codec<Object>) codec, keyed, stamped);
    }
}
