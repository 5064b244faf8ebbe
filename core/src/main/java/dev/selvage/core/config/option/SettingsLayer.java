package dev.selvage.core.config.option;

import java.util.List;

/** All settings of one source, in the order in which they were written. A later layer outweighs an earlier one. */
public record SettingsLayer(Dialect dialect, List<Setting> settings) {

    public SettingsLayer {
        settings = List.copyOf(settings);
    }
}
