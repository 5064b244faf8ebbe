package dev.selvage.core.id;

import java.util.HexFormat;

/** 128 bits as 32 hex digits, which is how Flink's clients write and parse identifiers. */
final class Hex128 {

    private static final int DIGITS = 32;

    private Hex128() {}

    static String format(long high, long low) {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    static long high(String text) {
        return digits(text, 0);
    }

    static long low(String text) {
        return digits(text, DIGITS / 2);
    }

    private static long digits(String text, int from) {
        if (text.length() != DIGITS || !text.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("expected " + DIGITS + " hex digits, but found \"" + text + "\"");
        }
        return HexFormat.fromHexDigitsToLong(text, from, from + DIGITS / 2);
    }
}
