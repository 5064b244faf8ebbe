package dev.selvage.core.checkpoint;

import java.util.Arrays;
import java.util.Base64;

/** Bytes as a value: never changed, equal by content. */
public final class Bytes {

    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Bytes copyOf(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    public static Bytes ofBase64(String text) {
        return new Bytes(Base64.getDecoder().decode(text));
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    public String toBase64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return contentHash();
    }

    @Override
    public String toString() {
        return bytes.length + " bytes, hash " + Integer.toHexString(contentHash());
    }

    private int contentHash() {
        int hash = 1;
        for (byte each : bytes) {
            hash = 31 * hash + each;
        }
        return hash;
    }
}
