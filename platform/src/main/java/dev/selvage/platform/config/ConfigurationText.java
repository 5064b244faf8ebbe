package dev.selvage.platform.config;

import dev.selvage.core.config.option.Configuration;
import java.util.stream.Collectors;

/** Writes a configuration as {@code selvage-conf.yaml}, for another process to read. */
public final class ConfigurationText {

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7e;

    private ConfigurationText() {}

    /** The content of the file. It has the secrets too: only its owner may read it. */
    public static String of(Configuration configuration) {
        return configuration.settings().settings().stream()
                .map(setting -> quoted(setting.key()) + ": " + quoted(setting.text()) + "\n")
                .collect(Collectors.joining());
    }

    /** In the one form of YAML that takes every text, and takes it as it is. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (point >= FIRST_PRINTABLE && point <= LAST_PRINTABLE) {
                quoted.appendCodePoint(point);
            } else {
                quoted.append(point > Character.MAX_VALUE ? "\\U%08x".formatted(point) : "\\u%04x".formatted(point));
            }
        });
        return quoted.append('"').toString();
    }
}
