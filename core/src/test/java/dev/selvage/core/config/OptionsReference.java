package dev.selvage.core.config;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionCatalogue;
import dev.selvage.core.config.option.OptionFamily;
import dev.selvage.core.config.option.OptionGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes what people read about options, from the declarations: the reference page and the configuration file that ships. */
final class OptionsReference {

    private static final int COLUMNS = 100;

    private final OptionCatalogue catalogue;

    OptionsReference(OptionCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The page {@code docs/reference/options.md}. */
    String page() {
        StringBuilder page = new StringBuilder("""
                # Options

                Generated from the declarations in `dev.selvage.core.config` by `scripts/generate-docs.sh`; do not edit by hand.

                Options are read from `conf/selvage-conf.yaml`, flat (`a.b: c`) or nested. A `config.yaml` or `flink-conf.yaml`
                in the same directory is read too and yields to it; `-Dkey=value` outweighs both. Durations and sizes carry
                their unit: `10 s`, `512 mb`. Lists are written as YAML has them or on one line, `a;b` or `a,b`; an element that
                contains a separator stands in quotes: `'a;b';c`. An option marked *not in effect* is understood and checked,
                but nothing reads it yet.

                """);
        page.append(catalogue.groups().stream()
                .map(group -> "[" + group.title() + "](#" + anchor(group) + ")")
                .collect(Collectors.joining(" · ")));
        page.append("\n");
        catalogue.groups().forEach(group -> section(page, group));
        return page.toString();
    }

    private static String anchor(OptionGroup group) {
        return group.title().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static void section(StringBuilder page, OptionGroup group) {
        page.append("\n## ").append(group.title()).append("\n\n").append(group.meaning());
        page.append("\n\n| key | value | default | meaning |\n|---|---|---|---|\n");
        for (Option<?> option : group.options()) {
            page.append("| `").append(option.key()).append("` | ").append(cell(value(option)));
            page.append(" | ")
                    .append(option.defaultText().map(OptionsReference::code).orElse("–"));
            page.append(" | ").append(cell(meaning(option))).append(" |\n");
        }
        for (OptionFamily family : group.families()) {
            page.append("| ").append(code(family.pattern())).append(" | text | – | ");
            page.append(cell(family.meaning() + notInEffect(family.inEffect()))).append(" |\n");
        }
    }

    private static String value(Option<?> option) {
        List<String> parts = new ArrayList<>(List.of(option.typeName()));
        option.limits().stream()
                .filter(limit -> !limit.equals(option.typeName()))
                .forEach(parts::add);
        return String.join(", ", parts);
    }

    private static String meaning(Option<?> option) {
        String older = option.synonyms().isEmpty()
                ? ""
                : " Older: "
                        + option.synonyms().stream().map(OptionsReference::code).collect(Collectors.joining(", "))
                        + ".";
        return option.meaning() + older + " Since " + option.since() + "." + notInEffect(option.inEffect());
    }

    private static String notInEffect(boolean inEffect) {
        return inEffect ? "" : " *Not in effect.*";
    }

    private static String code(String text) {
        return text.isEmpty() ? "empty" : "`" + text + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    /** The file {@code conf/selvage-conf.yaml}: what most people want to see, with its defaults commented out. */
    String file() {
        StringBuilder file = new StringBuilder("""
                # The options that most people want to see; all of them are in docs/reference/options.md.
                # Generated from their declarations by scripts/generate-docs.sh: edit your copy, not the one in the sources.
                # Lines behind a "#" show the default. Durations and sizes need their unit.
                """);
        for (OptionGroup group : catalogue.groups()) {
            List<Option<?>> common =
                    group.options().stream().filter(Option::common).toList();
            if (!common.isEmpty()) {
                file.append("\n#=== ").append(group.title()).append("\n");
                common.forEach(option -> entry(file, option));
            }
        }
        return file.toString();
    }

    private static void entry(StringBuilder file, Option<?> option) {
        file.append("\n");
        wrapped(option.meaning() + notInEffect(option.inEffect()).replace("*", ""))
                .forEach(line -> file.append("# ").append(line).append("\n"));
        file.append(option.shippedText()
                .map(text -> option.key() + ": " + text)
                .orElse("# " + option.key() + ":"
                        + option.defaultText().map(text -> " " + text).orElse("")));
        file.append("\n");
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() > COLUMNS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
