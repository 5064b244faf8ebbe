package dev.selvage.core.simulation;

import java.util.ArrayList;
import java.util.List;

/** What happened, in order: always as one number, and on demand with all that an event carries, as a number or as lines. */
final class Trace {

    private static final long START = 0x9E3779B97F4A7C15L;

    private final Recording recording;
    private final List<String> lines = new ArrayList<>();
    private long fingerprint = START;
    private long digest = START;

    Trace(Recording recording) {
        this.recording = recording;
    }

    void event(long nowMicros, String kind, String subject, Object detail) {
        // Only names go in, since an enum's or an object's own hash differs from JVM to JVM.
        long event = folded(
                folded(folded(nowMicros, kind), subject), detail.getClass().getName());
        fingerprint = folded(fingerprint, event);
        if (recording != Recording.NUMBER) {
            String words = detail.toString();
            digest = folded(folded(digest, event), words);
            if (recording == Recording.LINES) {
                lines.add("%12.3f ms  %-10s %-16s %s".formatted(nowMicros / 1000.0, kind, subject, words));
            }
        }
    }

    private static long folded(long number, String words) {
        return folded(number, words.hashCode());
    }

    private static long folded(long number, long value) {
        long folded = (number ^ value) * 0xBF58476D1CE4E5B9L;
        return folded ^ (folded >>> 29);
    }

    long fingerprint() {
        return fingerprint;
    }

    long digest() {
        return digest;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
