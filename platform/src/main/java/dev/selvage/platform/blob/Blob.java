package dev.selvage.platform.blob;

import java.util.regex.Pattern;

/**
 * A file by what is in it: whoever has a file of this name has the right one, wherever it came from.
 *
 * @param sha256 in lower-case hex digits, so that it can be the name of a file anywhere
 */
public record Blob(String sha256, long bytes) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public Blob {
        if (!FORM.matcher(sha256).matches() || bytes < 0) {
            throw new IllegalArgumentException("expected a SHA-256 of 64 hex digits and a length, but found \"" + sha256
                    + "\" and " + bytes + " bytes");
        }
    }

    @Override
    public String toString() {
        return bytes + " bytes with SHA-256 " + sha256;
    }
}
