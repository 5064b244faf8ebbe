package dev.selvage.platform.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What every process of a cluster knows and nobody else does. It proves by it that it belongs there, without ever saying it.
 */
public final class ControlSecret {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int RANDOM_BYTES = 32;

    private final SecretKeySpec key;

    private ControlSecret(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** The text of a new secret: too much chance in it to be found by trying. */
    public static String randomText(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public static ControlSecret of(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("expected a secret for this cluster, but found an empty one");
        }
        return new ControlSecret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Where the check is switched off: known to everybody, so that anybody proves it. */
    public static ControlSecret none() {
        return new ControlSecret(new byte[1]);
    }

    /**
     * Proves that whoever sends it knows the secret.
     *
     * @param parts what is proven by it; each counts with its length, so that no two lists of parts are the same to it
     */
    public byte[] proof(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected " + ALGORITHM + ", which every Java platform has", e);
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "a secret";
    }
}
