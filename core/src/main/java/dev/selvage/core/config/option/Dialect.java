package dev.selvage.core.config.option;

/** In whose words a source of settings is written. */
public enum Dialect {
    /** Ours: every key is known, every quantity has its unit. */
    SELVAGE,
    /** Flink's: keys that only Flink knows are passed over, and a bare number means what it means to Flink. */
    FLINK
}
