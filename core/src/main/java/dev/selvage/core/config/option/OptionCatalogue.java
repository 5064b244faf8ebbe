package dev.selvage.core.config.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All options of all groups, found by any of their spellings, and the keys that only Flink knows. */
public final class OptionCatalogue {

    private final List<OptionGroup> groups;
    private final Set<String> flinkOnly;
    private final Map<String, Option<?>> bySpelling = new TreeMap<>();
    private final List<OptionFamily> families = new ArrayList<>();

    public OptionCatalogue(List<OptionGroup> groups, Set<String> flinkKeys) {
        this.groups = List.copyOf(groups);
        for (OptionGroup group : groups) {
            families.addAll(group.families());
            group.options().forEach(this::add);
        }
        this.flinkOnly = new TreeSet<>(flinkKeys);
        flinkOnly.removeAll(bySpelling.keySet());
    }

    private void add(Option<?> option) {
        Stream.concat(Stream.of(option.key()), option.synonyms().stream()).forEach(spelling -> {
            if (bySpelling.put(spelling, option) != null) {
                throw new IllegalStateException("two options are called " + spelling);
            }
        });
    }

    public List<OptionGroup> groups() {
        return groups;
    }

    Optional<Option<?>> option(String key) {
        return Optional.ofNullable(bySpelling.get(key));
    }

    Optional<OptionFamily> family(String key) {
        return families.stream().filter(family -> family.covers(key)).findFirst();
    }

    /** Flink names some families by a placeholder, such as {@code metrics.reporter.<name>.class}. */
    boolean knownToFlink(String key) {
        return flinkOnly.contains(key)
                || flinkOnly.stream().anyMatch(known -> known.contains("<") && matchesPlaceholders(key, known));
    }

    private static boolean matchesPlaceholders(String key, String pattern) {
        String[] keyParts = key.split("\\.", -1);
        String[] patternParts = pattern.split("\\.", -1);
        if (patternParts.length > keyParts.length) {
            return false;
        }
        for (int part = 0; part < patternParts.length; part++) {
            if (!patternParts[part].contains("<") && !patternParts[part].equals(keyParts[part])) {
                return false;
            }
        }
        return patternParts.length == keyParts.length || patternParts[patternParts.length - 1].contains("<");
    }

    Stream<String> spellings() {
        return bySpelling.keySet().stream();
    }
}
