package dev.selvage.local;

import dev.selvage.api.graph.StreamGraph;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.ConfigurationCheck;
import dev.selvage.core.config.option.Dialect;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.Setting;
import dev.selvage.core.config.option.SettingsLayer;
import dev.selvage.platform.config.ConfigurationFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What holds for a program besides its graph: what it sets, below that what its submitter has configured, and its classes. */
public final class ProgramConfiguration {

    private static final String DIRECTORY = "SELVAGE_CONF_DIR";

    private ProgramConfiguration() {}

    /**
     * What a program sets, and below that the files of {@code SELVAGE_CONF_DIR}, if that is set; throws
     * {@link IllegalArgumentException} with a sentence for each mistake.
     */
    static Configuration of(StreamGraph graph, Map<String, String> environment) {
        return of(graph.settings(), environment);
    }

    /** The same of settings without a graph. */
    public static Configuration of(Map<String, String> set, Map<String, String> environment) {
        List<Setting> settings = new TreeMap<>(set)
                .entrySet().stream()
                        .map(each -> new Setting(each.getKey(), each.getValue(), "the program"))
                        .toList();
        try {
            SettingsLayer program = new SettingsLayer(Dialect.SELVAGE, settings);
            String directory = environment.getOrDefault(DIRECTORY, "");
            ConfigurationCheck.Checked checked = directory.isBlank()
                    ? ConfigurationCheck.check(ConfigurationFiles.catalogue(), List.of(program))
                    : ConfigurationFiles.load(Path.of(directory), program);
            Warnings.tell(checked.warnings());
            return checked.configuration();
        } catch (InvalidConfigurationException mistakes) {
            throw new IllegalArgumentException(mistakes.getMessage(), mistakes);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Expected to read the files of " + DIRECTORY + ", but found: " + e.getMessage(), e);
        }
    }

    /** The classes of the program that asks. */
    static ClassLoader classes() {
        return Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElseGet(ProgramConfiguration.class::getClassLoader);
    }
}
