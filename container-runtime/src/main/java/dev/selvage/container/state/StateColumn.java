package dev.selvage.container.state;

import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.FlatCodec;

/**
 * Where one state of an operator lies in the rows of its keys, and how its values are written.
 *
 * @param number the state's bit in a row
 * @param stamp where in the row stands since when a value lives, if values expire
 */
record StateColumn<T>(String name, int number, Codec<T> codec, Expiry expiry, int stamp) {

    /** Adds a state to a layout. */
    static <T> StateColumn<T> add(RowLayout layout, String name, Codec<T> codec, Expiry expiry) {
        if (codec instanceof FlatCodec<T> flat) {
            int width = RowLayout.roundUp(flat.width());
            int number = layout.addFlat(width + expiry.width());
            return new StateColumn<>(name, number, codec, expiry, layout.offset(number) + width);
        }
        int number = layout.addObject(expiry.width());
        return new StateColumn<>(name, number, codec, expiry, layout.offset(number) + Long.BYTES);
    }

    boolean isFlat() {
        return codec instanceof FlatCodec;
    }
}
