package dev.selvage.container.state;

import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.FlatCodec;
import dev.selvage.container.state.table.RowLayout;

/**
 * Where one state of an operator lies in the rows of its keys, and how its values are written.
 *
 * @param number the state's bit in a row
 * @param offset where a flat value begins in the row; of others, what the row knows of them
 * @param stamp where in the row stands since when a value lives, if values expire
 */
public record StateColumn<T>(String name, int number, Codec<T> codec, Expiry expiry, int offset, int stamp) {

    /** Adds a state to a layout. */
    static <T> StateColumn<T> add(RowLayout layout, String name, Codec<T> codec, Expiry expiry) {
        if (codec instanceof FlatCodec<T> flat) {
            int width = RowLayout.roundUp(flat.width());
            int number = layout.addFlat(width + expiry.width());
            int offset = layout.offset(number);
            return new StateColumn<>(name, number, codec, expiry, offset, offset + width);
        }
        int number = layout.addObject(expiry.width());
        int offset = layout.offset(number);
        return new StateColumn<>(name, number, codec, expiry, offset, offset + Long.BYTES);
    }

    /** Whether a value lies in the row with all that it has. */
    public boolean isFlat() {
        return codec instanceof FlatCodec;
    }
}
