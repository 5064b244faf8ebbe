package dev.selvage.container.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that grow as values are written behind each other. Array and position lie open, since pages and frames are filled
 * from them; one thread at a time.
 */
public final class ByteOutput {
    /** The largest array that every JVM can make. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    /** How many values of a type may lie inside each other, as in a chain of nodes: the stack of a thread ends somewhere. */
    static final int DEEPEST = 200;

    public byte[] bytes;
    public int position;
    private int depth;

    public ByteOutput(int capacity) {
        bytes = new byte[capacity];
    }

    /** Begins a value of a type inside another value of it. */
    public void enter(String type) {
        if (depth >= DEEPEST) {
            throw new UnserializableException(
                    "value of class " + type,
                    "more than " + DEEPEST + " of it lie inside each other, or one holds itself: keep them in a list.");
        }
        depth++;
    }

    /** Ends it again. */
    public void leave() {
        depth--;
    }

    /** Takes back what was begun behind a position, outside of any value. */
    public void backTo(int before) {
        position = before;
        depth = 0;
    }

    /** Makes room for {@code more} bytes from the position on. */
    public void ensure(int more) {
        if (more > bytes.length - position) {
            grow(more);
        }
    }

    /** Makes room for {@code count} bytes, moves behind them, and says where they begin. */
    public int reserve(int count) {
        int at = position;
        if (count > bytes.length - at) {
            grow(count);
        }
        position = at + count;
        return at;
    }

    private void grow(int more) {
        long wanted = (long) position + more;
        if (more < 0 || wanted > LARGEST) {
            throw new UnserializableException(
                    "value", "it takes more than " + LARGEST + " bytes, the most that one may have: split it.");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(wanted, 2L * bytes.length)));
    }

    public void writeByte(int value) {
        int at = reserve(1);
        bytes[at] = (byte) value;
    }

    public void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    public void writeShort(short value) {
        int at = reserve(Short.BYTES);
        LittleEndian.putShort(bytes, at, value);
    }

    public void writeChar(char value) {
        int at = reserve(Character.BYTES);
        LittleEndian.putChar(bytes, at, value);
    }

    public void writeInt(int value) {
        int at = reserve(Integer.BYTES);
        LittleEndian.putInt(bytes, at, value);
    }

    public void writeLong(long value) {
        int at = reserve(Long.BYTES);
        LittleEndian.putLong(bytes, at, value);
    }

    public void writeFloat(float value) {
        int at = reserve(Float.BYTES);
        LittleEndian.putFloat(bytes, at, value);
    }

    public void writeDouble(double value) {
        int at = reserve(Double.BYTES);
        LittleEndian.putDouble(bytes, at, value);
    }

    /** Writes an unsigned number in one to five bytes, seven bits in each, the lowest first. */
    public void writeVarInt(int value) {
        if ((value & ~0x7F) == 0) {
            writeByte(value);
        } else {
            writeLongerVarInt(value);
        }
    }

    private void writeLongerVarInt(int value) {
        ensure(5);
        int at = position;
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        position = at;
    }

    public void writeBytes(byte[] source, int from, int count) {
        int at = reserve(count);
        System.arraycopy(source, from, bytes, at, count);
    }

    /**
     * Writes a text or null: a header of twice the length, plus one, plus one more if a letter needs two bytes; then the
     * letters. Zero is null. Letters above U+00FF are kept as they are in memory, so that broken pairs of surrogates survive.
     */
    public void writeString(@Nullable String text) {
        if (text == null) {
            writeByte(0);
            return;
        }
        int length = text.length();
        int start = position;
        writeVarInt((length << 1) + 1);
        int at = reserve(length);
        byte[] target = bytes;
        int all = 0;
        for (int i = 0; i < length; i++) {
            char letter = text.charAt(i);
            all |= letter;
            target[at + i] = (byte) letter;
        }
        if (all > 0xFF) {
            position = start;
            writeWide(text, length);
        }
    }

    private void writeWide(String text, int length) {
        if (length > LARGEST / 2) {
            throw new UnserializableException(
                    "text",
                    "it has " + length + " letters that take two bytes each, and " + LARGEST / 2 + " is the most.");
        }
        writeVarInt((length << 1) + 2);
        int at = reserve(2 * length);
        for (int i = 0; i < length; i++) {
            LittleEndian.putChar(bytes, at + 2 * i, text.charAt(i));
        }
    }

    /** What was written, in an array of its own. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, position);
    }
}
