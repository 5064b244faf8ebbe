package dev.selvage.core.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * What happened, in order: always as one number of when, to whom and what kind, and on demand as text with all that an event
 * carries, a line each.
 */
final class Trace {

    private final boolean recording;
    private final List<String> lines = new ArrayList<>();
    private long fingerprint = 0x9E3779B97F4A7C15L;

    Trace(boolean recording) {
        this.recording = recording;
    }

    void event(long nowMicros, String kind, String subject, Object detail) {
        // Only names go in, since an enum's or an object's own hash differs from JVM to JVM.
        fold(nowMicros);
        fold(kind.hashCode());
        fold(subject.hashCode());
        fold(detail.getClass().getName().hashCode());
        if (recording) {
            lines.add("%12.3f ms  %-10s %-16s %s".formatted(nowMicros / 1000.0, kind, subject, detail));
        }
    }

    private void fold(long value) {
        fingerprint = (fingerprint ^ value) * 0xBF58476D1CE4E5B9L;
        fingerprint ^= fingerprint >>> 29;
    }

    long fingerprint() {
        return fingerprint;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
