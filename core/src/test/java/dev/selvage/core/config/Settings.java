package dev.selvage.core.config;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.ConfigurationCheck;
import dev.selvage.core.config.option.Dialect;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.Setting;
import dev.selvage.core.config.option.SettingsLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Configurations for tests. */
public final class Settings {

    private Settings() {}

    /** A configuration of these keys and values, in turn; of two for one key the later counts. */
    public static Configuration of(String... keysAndValues) {
        List<SettingsLayer> layers = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            layers.add(new SettingsLayer(
                    Dialect.SELVAGE, List.of(new Setting(keysAndValues[i], keysAndValues[i + 1], "a test"))));
        }
        try {
            return ConfigurationCheck.check(AllOptions.catalogue(Set.of()), layers)
                    .configuration();
        } catch (InvalidConfigurationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
