package dev.selvage.local;

import dev.selvage.api.graph.StreamGraph;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.ConfigurationCheck;
import dev.selvage.core.config.option.Dialect;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.Setting;
import dev.selvage.core.config.option.SettingsLayer;
import dev.selvage.platform.config.ConfigurationFiles;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What a program brings along besides its graph: what it sets, and its classes. */
final class ProgramConfiguration {

    private static final Logger LOG = LogManager.getLogger(ProgramConfiguration.class);

    private ProgramConfiguration() {}

    /** What a program sets; throws {@link IllegalArgumentException} with a sentence for each mistake. */
    static Configuration of(StreamGraph graph) {
        List<Setting> settings = new TreeMap<>(graph.settings())
                .entrySet().stream()
                        .map(each -> new Setting(each.getKey(), each.getValue(), "the program"))
                        .toList();
        try {
            ConfigurationCheck.Checked checked = ConfigurationCheck.check(
                    ConfigurationFiles.catalogue(), List.of(new SettingsLayer(Dialect.SELVAGE, settings)));
            checked.warnings().forEach(LOG::warn);
            return checked.configuration();
        } catch (InvalidConfigurationException mistakes) {
            throw new IllegalArgumentException(mistakes.getMessage(), mistakes);
        }
    }

    /** The classes of the program that asks. */
    static ClassLoader classes() {
        return Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElseGet(ProgramConfiguration.class::getClassLoader);
    }
}
