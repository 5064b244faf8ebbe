package dev.selvage.container.codec;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Bytes from which values are read one behind the other; what ends too early is told in a sentence. Array and position lie
 * open, since values are read from pages and frames in place; one thread at a time.
 */
public final class ByteInput {
    public byte[] bytes;
    public int position;
    public int limit;
    private int depth;

    public ByteInput(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads from {@code position} up to, and without, {@code limit}. */
    public ByteInput(byte[] bytes, int position, int limit) {
        this.bytes = bytes;
        reset(bytes, position, limit);
    }

    /** Goes on with other bytes. */
    public void reset(byte[] bytes, int position, int limit) {
        if (position < 0 || position > limit || limit > bytes.length) {
            throw new IllegalArgumentException("Bytes " + position + " to " + limit
                    + " were to be read from an array that has " + bytes.length + ".");
        }
        this.bytes = bytes;
        this.position = position;
        this.limit = limit;
    }

    /** Begins a value of a type inside another value of it; broken bytes would otherwise go on doing so. */
    public void enter() {
        if (depth >= ByteOutput.DEEPEST) {
            throw new CorruptDataException("Wanted at most " + ByteOutput.DEEPEST
                    + " values of a type inside each other, found more before position " + position
                    + ": the data was written in another format than it is read in.");
        }
        depth++;
    }

    /** Ends it again. */
    public void leave() {
        depth--;
    }

    public int remaining() {
        return limit - position;
    }

    /** Moves over {@code count} bytes, and says where they begin. */
    public int take(int count) {
        int at = position;
        if (count > limit - at || count < 0) {
            throw tooShort(count);
        }
        position = at + count;
        return at;
    }

    private CorruptDataException tooShort(int count) {
        return new CorruptDataException("Wanted " + (count < 0 ? "more than 2147483647" : count) + " bytes at position "
                + position + ", found " + remaining()
                + ": the data ends too early, or was written in another format than it is read in.");
    }

    public byte readByte() {
        return bytes[take(1)];
    }

    public boolean readBoolean() {
        return readByte() != 0;
    }

    public short readShort() {
        return LittleEndian.getShort(bytes, take(Short.BYTES));
    }

    public char readChar() {
        return LittleEndian.getChar(bytes, take(Character.BYTES));
    }

    public int readInt() {
        return LittleEndian.getInt(bytes, take(Integer.BYTES));
    }

    public long readLong() {
        return LittleEndian.getLong(bytes, take(Long.BYTES));
    }

    public float readFloat() {
        return LittleEndian.getFloat(bytes, take(Float.BYTES));
    }

    public double readDouble() {
        return LittleEndian.getDouble(bytes, take(Double.BYTES));
    }

    /** Reads what {@link ByteOutput#writeVarInt} wrote. */
    public int readVarInt() {
        int first = readByte();
        return first >= 0 ? first : readLongerVarInt(first & 0x7F);
    }

    private int readLongerVarInt(int first) {
        int value = first;
        for (int shift = 7; shift < 35; shift += 7) {
            byte next = readByte();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new CorruptDataException("Wanted a number of at most five bytes before position " + position
                + ", found a longer one: the data was written in another format than it is read in.");
    }

    /**
     * Reads how many things follow, of which each takes at least {@code atLeast} bytes, so that no array is made for things
     * that cannot be there.
     */
    public int readCount(int atLeast) {
        return checkedCount(readVarInt(), atLeast);
    }

    /** The same number, unless so many things cannot follow. */
    public int checkedCount(int count, int atLeast) {
        if (count < 0 || (long) count * atLeast > remaining()) {
            throw new CorruptDataException(
                    "Wanted " + Integer.toUnsignedString(count) + " things of at least " + atLeast
                            + " bytes each at position " + position + ", found " + remaining()
                            + " bytes: the data ends too early, or was written in another format than it is read in.");
        }
        return count;
    }

    /** Reads the place of something in a list that has {@code size}. */
    public int readIndex(int size) {
        int index = readVarInt();
        if (index < 0 || index >= size) {
            throw new CorruptDataException("Wanted the number of one of " + size + " possibilities before position "
                    + position + ", found " + Integer.toUnsignedString(index)
                    + ": the data was written in another format than it is read in.");
        }
        return index;
    }

    /** Reads what {@link ByteOutput#writeString} wrote. */
    public @Nullable String readString() {
        int header = readVarInt();
        if (header == 0) {
            return null;
        }
        int length = (header - 1) >>> 1;
        if ((header & 1) == 0) {
            return readWide(length);
        }
        return new String(bytes, take(length), length, StandardCharsets.ISO_8859_1);
    }

    private String readWide(int length) {
        checkedCount(length, Character.BYTES);
        int at = take(Character.BYTES * length);
        char[] letters = new char[length];
        for (int i = 0; i < length; i++) {
            letters[i] = LittleEndian.getChar(bytes, at + Character.BYTES * i);
        }
        return new String(letters);
    }
}
