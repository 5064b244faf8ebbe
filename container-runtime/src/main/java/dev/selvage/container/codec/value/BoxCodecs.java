package dev.selvage.container.codec.value;

import dev.selvage.container.codec.LittleEndian;

/** Codecs of the eight primitive types, in boxes: of values that are a number themselves, or elements of collections. */
public final class BoxCodecs {
    private BoxCodecs() {}

    /** One boolean. */
    public static final class OfBoolean extends ImmutableFlatCodec<Boolean> {
        public OfBoolean() {
            super("boolean", 1);
        }

        @Override
        public void put(Boolean value, byte[] bytes, int offset) {
            bytes[offset] = (byte) (value ? 1 : 0);
        }

        @Override
        public Boolean get(byte[] bytes, int offset) {
            return bytes[offset] != 0;
        }
    }

    /** One byte. */
    public static final class OfByte extends ImmutableFlatCodec<Byte> {
        public OfByte() {
            super("byte", 1);
        }

        @Override
        public void put(Byte value, byte[] bytes, int offset) {
            bytes[offset] = value;
        }

        @Override
        public Byte get(byte[] bytes, int offset) {
            return bytes[offset];
        }
    }

    /** One short. */
    public static final class OfShort extends ImmutableFlatCodec<Short> {
        public OfShort() {
            super("short", 2);
        }

        @Override
        public void put(Short value, byte[] bytes, int offset) {
            LittleEndian.putShort(bytes, offset, value);
        }

        @Override
        public Short get(byte[] bytes, int offset) {
            return LittleEndian.getShort(bytes, offset);
        }
    }

    /** One char. */
    public static final class OfChar extends ImmutableFlatCodec<Character> {
        public OfChar() {
            super("char", 2);
        }

        @Override
        public void put(Character value, byte[] bytes, int offset) {
            LittleEndian.putChar(bytes, offset, value);
        }

        @Override
        public Character get(byte[] bytes, int offset) {
            return LittleEndian.getChar(bytes, offset);
        }
    }

    /** One int. */
    public static final class OfInt extends ImmutableFlatCodec<Integer> {
        public OfInt() {
            super("int", 4);
        }

        @Override
        public void put(Integer value, byte[] bytes, int offset) {
            LittleEndian.putInt(bytes, offset, value);
        }

        @Override
        public Integer get(byte[] bytes, int offset) {
            return LittleEndian.getInt(bytes, offset);
        }
    }

    /** One long. */
    public static final class OfLong extends ImmutableFlatCodec<Long> {
        public OfLong() {
            super("long", 8);
        }

        @Override
        public void put(Long value, byte[] bytes, int offset) {
            LittleEndian.putLong(bytes, offset, value);
        }

        @Override
        public Long get(byte[] bytes, int offset) {
            return LittleEndian.getLong(bytes, offset);
        }
    }

    /** One float. */
    public static final class OfFloat extends ImmutableFlatCodec<Float> {
        public OfFloat() {
            super("float", 4);
        }

        @Override
        public void put(Float value, byte[] bytes, int offset) {
            LittleEndian.putFloat(bytes, offset, value);
        }

        @Override
        public Float get(byte[] bytes, int offset) {
            return LittleEndian.getFloat(bytes, offset);
        }
    }

    /** One double. */
    public static final class OfDouble extends ImmutableFlatCodec<Double> {
        public OfDouble() {
            super("double", 8);
        }

        @Override
        public void put(Double value, byte[] bytes, int offset) {
            LittleEndian.putDouble(bytes, offset, value);
        }

        @Override
        public Double get(byte[] bytes, int offset) {
            return LittleEndian.getDouble(bytes, offset);
        }
    }
}
