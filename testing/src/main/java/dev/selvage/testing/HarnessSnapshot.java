package dev.selvage.testing;

import dev.selvage.core.checkpoint.Manifest;
import java.util.Objects;

/** The state of an operator at one moment, as a checkpoint would keep it. */
public final class HarnessSnapshot {
    private final Manifest manifest;
    private final long millis;

    HarnessSnapshot(Manifest manifest, long millis) {
        this.manifest = Objects.requireNonNull(manifest);
        this.millis = millis;
    }

    Manifest manifest() {
        return manifest;
    }

    long millis() {
        return millis;
    }
}
