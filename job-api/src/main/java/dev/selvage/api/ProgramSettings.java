package dev.selvage.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the program set, by the keys of the options; it reads those few that decide what its graph is. */
final class ProgramSettings {
    static final String TARGET = "execution.target";
    static final String JOB_NAME = "pipeline.name";
    static final String PARALLELISM = "parallelism.default";
    static final String MAX_PARALLELISM = "pipeline.max-parallelism";
    static final String CHECKPOINT_INTERVAL = "execution.checkpointing.interval";
    static final String CHAINING = "pipeline.operator-chaining.enabled";
    private static final String CHAINING_BEFORE = "pipeline.operator-chaining";

    private static final String DERIVED = "-1";

    private final Map<String, String> values;

    ProgramSettings(Map<String, String> values) {
        this.values = new HashMap<>(values);
    }

    void set(String key, String value) {
        if (key.isBlank()) {
            throw new IllegalArgumentException("'" + value + "' is set for no option: the key is empty.");
        }
        values.put(key, value);
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Map<String, String> asMap() {
        return Map.copyOf(values);
    }

    int parallelism() {
        return get(PARALLELISM).map(text -> number(PARALLELISM, text)).orElse(1);
    }

    /** Empty if it follows from the parallelism. */
    OptionalInt maxParallelism() {
        return get(MAX_PARALLELISM)
                .filter(text -> !text.equals(DERIVED))
                .map(text -> OptionalInt.of(number(MAX_PARALLELISM, text)))
                .orElse(OptionalInt.empty());
    }

    boolean chains() {
        // In the spellings that the options take; what is none of them is refused with the others when the job is
        // planned.
        return get(CHAINING)
                .or(() -> get(CHAINING_BEFORE))
                .map(text -> text.strip().equalsIgnoreCase("true"))
                .orElse(true);
    }

    private static int number(String key, String text) {
        try {
            return Parallelism.check("value of " + key, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " must be a whole number, but is '" + text + "'.", e);
        }
    }
}
