package dev.selvage.core.config.option;

import dev.selvage.core.config.option.Configuration.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns layers of settings into one configuration, or into a sentence for each thing that is wrong with them. */
public final class ConfigurationCheck {

    /**
     * A configuration that can be used.
     *
     * @param warnings what a person should know although nothing is refused, a sentence each
     */
    public record Checked(Configuration configuration, List<String> warnings) {
        public Checked {
            warnings = List.copyOf(warnings);
        }
    }

    private final OptionCatalogue catalogue;
    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Setting> onlyFlinkKnows = new ArrayList<>();

    private ConfigurationCheck(OptionCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Checks every setting of every layer, also those that a later layer outweighs: a mistake is a mistake even while
     * something hides it.
     *
     * @param layers from the weakest to the strongest
     */
    public static Checked check(OptionCatalogue catalogue, List<SettingsLayer> layers)
            throws InvalidConfigurationException {
        ConfigurationCheck check = new ConfigurationCheck(catalogue);
        layers.forEach(check::add);
        check.warnOfWhatOnlyFlinkKnows();
        check.warnOfWhatIsNotInEffect();
        if (!check.problems.isEmpty()) {
            throw new InvalidConfigurationException(check.problems);
        }
        return new Checked(new Configuration(check.entries), check.warnings);
    }

    private void add(SettingsLayer layer) {
        Map<String, Setting> earlierInLayer = new TreeMap<>();
        for (Setting setting : layer.settings()) {
            Optional<Option<?>> option = catalogue.option(setting.key());
            if (option.isEmpty() && catalogue.family(setting.key()).isEmpty()) {
                addUnknown(setting, layer.dialect());
                continue;
            }
            String key = option.isPresent() ? option.get().key() : setting.key();
            Setting earlier = earlierInLayer.put(key, setting);
            if (earlier != null) {
                problems.add(twice(key, earlier, setting));
            }
            option.ifPresent(known -> checkValue(known, setting, layer.dialect()));
            entries.put(key, new Entry(option, setting, layer.dialect()));
        }
    }

    private static String twice(String key, Setting earlier, Setting setting) {
        String spelling = earlier.key().equals(setting.key()) ? "" : " as " + earlier.key();
        // The command line has no lines to point at.
        String found = earlier.place().equals(setting.place())
                ? "found it twice" + (spelling.isEmpty() ? "" : "," + spelling + " too")
                : "found it at " + earlier.place() + " already" + spelling;
        return setting.place() + ": expected " + key + " once, but " + found + ". Remove one of the two.";
    }

    private void addUnknown(Setting setting, Dialect dialect) {
        boolean knownToFlink = catalogue.knownToFlink(setting.key());
        if (knownToFlink && dialect == Dialect.FLINK) {
            onlyFlinkKnows.add(setting);
            return;
        }
        String found = setting.place() + ": expected an option, but found " + setting.key();
        problems.add(
                knownToFlink
                        ? found + ", which Flink has and Selvage has not. Remove it."
                        : found + ", which nobody knows. "
                                + NearestKey.to(setting.key(), catalogue.spellings())
                                        .map(key -> "Did you mean " + key + "?")
                                        .orElse("The options are listed in docs/reference/options.md."));
    }

    private void checkValue(Option<?> option, Setting setting, Dialect dialect) {
        try {
            option.parse(setting.text(), setting.key(), dialect);
        } catch (BadValueException e) {
            String found =
                    option.secret() ? "something else (not shown, since it is secret)" : '"' + setting.text() + '"';
            problems.add(setting.place() + ": expected " + setting.key() + " to be " + e.getMessage() + ", but found "
                    + found + "."
                    + option.defaultText()
                            .map(text -> " The default is " + text + ".")
                            .orElse(""));
        }
    }

    private void warnOfWhatOnlyFlinkKnows() {
        SortedMap<String, List<String>> keysByFile = onlyFlinkKnows.stream()
                .collect(Collectors.groupingBy(
                        setting -> setting.place().replaceFirst(":[0-9]+$", ""),
                        TreeMap::new,
                        Collectors.mapping(Setting::key, Collectors.toList())));
        keysByFile.forEach(
                (file, keys) -> warnings.add(file + " sets options that only Flink knows; they have no effect here: "
                        + keys.stream().sorted().collect(Collectors.joining(", ")) + "."));
    }

    private void warnOfWhatIsNotInEffect() {
        entries.forEach((key, entry) -> {
            boolean inEffect = entry.option()
                    .map(Option::inEffect)
                    .orElseGet(() ->
                            catalogue.family(key).map(OptionFamily::inEffect).orElse(true));
            if (!inEffect) {
                warnings.add(entry.setting().place() + ": " + key
                        + " is understood, but nothing reads it yet, so it has no effect.");
            }
        });
    }
}
