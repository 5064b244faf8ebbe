package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.LittleEndian;

/**
 * What is done with a primitive field, without a box: the smallest parts that handles of records are put together from,
 * found by name. The last parameter of {@code put} and {@code get} is where the field lies in its record.
 */
final class PrimitiveSteps {
    private PrimitiveSteps() {}

    static void writeBoolean(boolean value, ByteOutput out) {
        out.writeBoolean(value);
    }

    static boolean readBoolean(ByteInput in) {
        return in.readBoolean();
    }

    static void putBoolean(boolean value, byte[] bytes, int record, int field) {
        bytes[record + field] = (byte) (value ? 1 : 0);
    }

    static boolean getBoolean(byte[] bytes, int record, int field) {
        return bytes[record + field] != 0;
    }

    static void writeByte(byte value, ByteOutput out) {
        out.writeByte(value);
    }

    static byte readByte(ByteInput in) {
        return in.readByte();
    }

    static void putByte(byte value, byte[] bytes, int record, int field) {
        bytes[record + field] = value;
    }

    static byte getByte(byte[] bytes, int record, int field) {
        return bytes[record + field];
    }

    static void writeShort(short value, ByteOutput out) {
        out.writeShort(value);
    }

    static short readShort(ByteInput in) {
        return in.readShort();
    }

    static void putShort(short value, byte[] bytes, int record, int field) {
        LittleEndian.putShort(bytes, record + field, value);
    }

    static short getShort(byte[] bytes, int record, int field) {
        return LittleEndian.getShort(bytes, record + field);
    }

    static void writeChar(char value, ByteOutput out) {
        out.writeChar(value);
    }

    static char readChar(ByteInput in) {
        return in.readChar();
    }

    static void putChar(char value, byte[] bytes, int record, int field) {
        LittleEndian.putChar(bytes, record + field, value);
    }

    static char getChar(byte[] bytes, int record, int field) {
        return LittleEndian.getChar(bytes, record + field);
    }

    static void writeInt(int value, ByteOutput out) {
        out.writeInt(value);
    }

    static int readInt(ByteInput in) {
        return in.readInt();
    }

    static void putInt(int value, byte[] bytes, int record, int field) {
        LittleEndian.putInt(bytes, record + field, value);
    }

    static int getInt(byte[] bytes, int record, int field) {
        return LittleEndian.getInt(bytes, record + field);
    }

    static void writeLong(long value, ByteOutput out) {
        out.writeLong(value);
    }

    static long readLong(ByteInput in) {
        return in.readLong();
    }

    static void putLong(long value, byte[] bytes, int record, int field) {
        LittleEndian.putLong(bytes, record + field, value);
    }

    static long getLong(byte[] bytes, int record, int field) {
        return LittleEndian.getLong(bytes, record + field);
    }

    static void writeFloat(float value, ByteOutput out) {
        out.writeFloat(value);
    }

    static float readFloat(ByteInput in) {
        return in.readFloat();
    }

    static void putFloat(float value, byte[] bytes, int record, int field) {
        LittleEndian.putFloat(bytes, record + field, value);
    }

    static float getFloat(byte[] bytes, int record, int field) {
        return LittleEndian.getFloat(bytes, record + field);
    }

    static void writeDouble(double value, ByteOutput out) {
        out.writeDouble(value);
    }

    static double readDouble(ByteInput in) {
        return in.readDouble();
    }

    static void putDouble(double value, byte[] bytes, int record, int field) {
        LittleEndian.putDouble(bytes, record + field, value);
    }

    static double getDouble(byte[] bytes, int record, int field) {
        return LittleEndian.getDouble(bytes, record + field);
    }
}
