package dev.selvage.core.config.option;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What is set, checked: every key known, every value within its limits. Immutable; a missing option has its default. */
public final class Configuration {

    private static final String MASK = "******";
    private static final List<String> TELLTALES = List.of("pass", "pwd", "secret", "token", "key", "credential");

    /** A secret within a value, such as a system property of a JVM. */
    private static final Pattern SECRET_WITHIN =
            Pattern.compile("(?i)([\\w.-]*(?:pass|secret|token|credential)[\\w.-]*=)\\S+");

    /** By canonical key, or by the full key within a family. Sorted, so that it reads the same everywhere. */
    private final SortedMap<String, Entry> entries;

    /** One setting that counts: the option's, or none for a member of a family. */
    record Entry(Optional<Option<?>> option, Setting setting, Dialect dialect) {

        boolean secret() {
            // What a user names freely can only be judged by its name; our own options say it themselves.
            String key = setting.key().toLowerCase(Locale.ROOT);
            return option.map(Option::secret).orElse(TELLTALES.stream().anyMatch(key::contains));
        }

        /** Where Flink leaves out a unit, we want to read it. */
        String inOurWords() {
            Optional<String> unit = dialect == Dialect.FLINK ? option.flatMap(Option::flinkBareUnit) : Optional.empty();
            boolean bare = Quantity.parse(setting.text())
                    .filter(Quantity::isPlainNumber)
                    .isPresent();
            return bare && unit.isPresent() ? setting.text().strip() + " " + unit.get() : setting.text();
        }
    }

    Configuration(SortedMap<String, Entry> entries) {
        this.entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** Nothing set: defaults everywhere. */
    public static Configuration empty() {
        return new Configuration(new TreeMap<>());
    }

    /** The value set, or else the default, or nothing where there is neither. */
    public <T> Optional<T> find(Option<T> option) {
        Entry entry = entries.get(option.key());
        return entry == null
                ? option.defaultText().map(text -> parsed(option, text, Dialect.SELVAGE))
                : Optional.of(parsed(option, entry.setting().text(), entry.dialect()));
    }

    /** The value of an option that has one in every configuration, since it has a default or was required before. */
    public <T> T get(Option<T> option) {
        return find(option)
                .orElseThrow(() -> new IllegalStateException(option.key() + " has neither value nor default"));
    }

    /** The value of an option that a person must give. */
    public <T> T require(Option<T> option) throws InvalidConfigurationException {
        return find(option)
                .orElseThrow(() -> new InvalidConfigurationException(List.of("Expected " + option.key()
                        + " to be set, but found it nowhere. " + option.meaning()
                        + " Set it in selvage-conf.yaml or with -D"
                        + option.key() + "=…")));
    }

    public boolean isSet(Option<?> option) {
        return entries.containsKey(option.key());
    }

    /** Where the option's value was written, or nothing where the default holds. */
    public Optional<String> placeOf(Option<?> option) {
        return Optional.ofNullable(entries.get(option.key()))
                .map(entry -> entry.setting().place());
    }

    /** The members of a family that are set, by the part of their key that the user chose. */
    public SortedMap<String, String> members(OptionFamily family) {
        SortedMap<String, String> members = new TreeMap<>();
        entries.forEach((key, entry) -> {
            if (family.covers(key)) {
                members.put(
                        key.substring(family.prefix().length()), entry.setting().text());
            }
        });
        return members;
    }

    /**
     * Everything set, in our own words and with its secrets: for whoever hands it to another process, and never to be shown. Checked
     * again, it is the same configuration.
     */
    public SettingsLayer settings() {
        return new SettingsLayer(
                Dialect.SELVAGE,
                entries.entrySet().stream()
                        .map(entry -> new Setting(
                                entry.getKey(),
                                entry.getValue().inOurWords(),
                                entry.getValue().setting().place()))
                        .toList());
    }

    /** Everything set, by key, to be shown to people: secrets are masked. */
    public SortedMap<String, String> masked() {
        SortedMap<String, String> shown = new TreeMap<>();
        entries.forEach((key, entry) -> shown.put(
                key,
                entry.secret()
                        ? MASK
                        : SECRET_WITHIN.matcher(entry.setting().text()).replaceAll("$1" + MASK)));
        return shown;
    }

    private static <T> T parsed(Option<T> option, String text, Dialect dialect) {
        try {
            return option.parse(text, dialect);
        } catch (BadValueException e) {
            throw new IllegalStateException(option.key() + " was checked before and is not valid now: " + text, e);
        }
    }
}
