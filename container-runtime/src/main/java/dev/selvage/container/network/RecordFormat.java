package dev.selvage.container.network;

import dev.selvage.container.codec.Codec;

/**
 * How the records of a channel are written: the hash of the key if it is keyed, the timestamp if its frame is of records that
 * have one, then the record by its codec.
 *
 * @param producer the operator whose records they are: it has failed if one cannot be written
 */
public record RecordFormat(Codec<Object> codec, boolean keyed, String producer) {
    /** The same for a codec of some type; only values of that type may go through such a channel. */
    @SuppressWarnings("unchecked")
    public static RecordFormat of(Codec<?> codec, boolean keyed, String producer) {
        return new RecordFormat((Codec<Object>) codec, keyed, producer);
    }
}
