package dev.selvage.platform.config;

import dev.selvage.core.config.AllOptions;
import dev.selvage.core.config.option.ConfigurationCheck;
import dev.selvage.core.config.option.Dialect;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.OptionCatalogue;
import dev.selvage.core.config.option.Setting;
import dev.selvage.core.config.option.SettingsLayer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a configuration directory and the command line's {@code -D} into one checked configuration. From the weakest to
 * the strongest: {@code flink-conf.yaml}, {@code config.yaml}, {@code selvage-conf.yaml}, {@code -Dkey=value}.
 */
public final class ConfigurationFiles {

    public static final String OURS = "selvage-conf.yaml";
    static final String FLINKS = "config.yaml";
    static final String OLDER_FLINKS = "flink-conf.yaml";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ConfigurationFiles() {}

    /**
     * Reads and checks everything.
     *
     * @param directory where the files lie; none of them has to
     * @param assignments what stood behind {@code -D}, in order: {@code key=value}
     */
    public static ConfigurationCheck.Checked load(Path directory, List<String> assignments)
            throws InvalidConfigurationException, IOException {
        List<String> problems = new ArrayList<>();
        return load(directory, commandLine(assignments, problems), problems);
    }

    /** The same with another layer in place of the command line, such as what a program sets itself. */
    public static ConfigurationCheck.Checked load(Path directory, SettingsLayer strongest)
            throws InvalidConfigurationException, IOException {
        return load(directory, strongest, new ArrayList<>());
    }

    private static ConfigurationCheck.Checked load(Path directory, SettingsLayer strongest, List<String> problems)
            throws InvalidConfigurationException, IOException {
        if (!Files.isDirectory(directory)) {
            throw new InvalidConfigurationException(List.of("Expected the configuration directory " + directory
                    + ", but found no directory there. Point SELVAGE_CONF_DIR at the right one."));
        }
        List<SettingsLayer> layers = new ArrayList<>();
        readLayer(directory.resolve(OLDER_FLINKS), Dialect.FLINK, FlinkLines::read, layers, problems);
        readLayer(directory.resolve(FLINKS), Dialect.FLINK, YamlSettings::read, layers, problems);
        readLayer(directory.resolve(OURS), Dialect.SELVAGE, YamlSettings::read, layers, problems);
        layers.add(strongest);
        return checked(layers, problems);
    }

    /** What could not be read does not hide what was read and is wrong. */
    private static ConfigurationCheck.Checked checked(List<SettingsLayer> layers, List<String> problems)
            throws InvalidConfigurationException {
        try {
            ConfigurationCheck.Checked checked = ConfigurationCheck.check(catalogue(), layers);
            if (problems.isEmpty()) {
                return checked;
            }
        } catch (InvalidConfigurationException e) {
            problems.addAll(e.problems());
        }
        throw new InvalidConfigurationException(problems);
    }

    /** Takes settings out of a text; what it cannot read becomes a sentence among the problems. */
    private interface Format {
        List<Setting> read(String file, String text, List<String> problems);
    }

    private static void readLayer(
            Path file, Dialect dialect, Format format, List<SettingsLayer> layers, List<String> problems)
            throws IOException {
        if (Files.exists(file)) {
            try {
                String text = withoutByteOrderMark(Files.readString(file));
                layers.add(new SettingsLayer(dialect, format.read(file.toString(), text, problems)));
            } catch (CharacterCodingException e) {
                problems.add(file + ": expected text in UTF-8, but found bytes that are not. Save the file in UTF-8.");
            }
        }
    }

    /** Some editors begin a file with one, and it would become part of the first key. */
    private static String withoutByteOrderMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    private static SettingsLayer commandLine(List<String> assignments, List<String> problems) {
        List<Setting> settings = new ArrayList<>();
        for (String assignment : assignments) {
            String[] parts = assignment.split("=", 2);
            if (parts.length == 2 && !parts[0].isBlank()) {
                settings.add(new Setting(parts[0].strip(), parts[1].strip(), "-D on the command line"));
            } else {
                // A complaint shows no more than the key: the rest may be a secret.
                problems.add(
                        "Expected -Dkey=value, but found -D" + assignment.split("[:\\s]", 2)[0] + " without a value.");
            }
        }
        return new SettingsLayer(Dialect.SELVAGE, settings);
    }

    /** All options, and the keys of Flink that lie in a file beside their declarations. */
    public static OptionCatalogue catalogue() {
        try (InputStream keys = AllOptions.class.getResourceAsStream("flink-keys.txt")) {
            if (keys == null) {
                throw new IllegalStateException("flink-keys.txt is missing from the core jar");
            }
            Set<String> flinkKeys = new TreeSet<>(new String(keys.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
            return AllOptions.catalogue(flinkKeys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
