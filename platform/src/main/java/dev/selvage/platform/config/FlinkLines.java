package dev.selvage.platform.config;

import dev.selvage.core.config.option.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code flink-conf.yaml} as Flink did before 2.0: lines of {@code key: value}, with everything behind a {@code #}
 * a comment. It looks like YAML and is not: {@code key: a: b} is fine, and no value needs quotes.
 */
final class FlinkLines {

    private FlinkLines() {}

    /** The settings of all lines that can be read, and a sentence into {@code problems} for each that cannot. */
    static List<Setting> read(String file, String text, List<String> problems) {
        List<Setting> settings = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String content = line.split("#", 2)[0].strip();
            if (content.isEmpty()) {
                continue;
            }
            String[] parts = content.split(": ", 2);
            String place = file + ":" + number;
            if (parts.length == 2 && !parts[0].isBlank() && !parts[1].isBlank()) {
                settings.add(new Setting(parts[0].strip(), parts[1].strip(), place));
            } else {
                problems.add(place + ": expected \"key: value\" with a blank behind the colon, but found \""
                        + parts[0].split(":", 2)[0]
                        + "\" without. Flink passes over such a line in silence; mend or remove it.");
            }
        }
        return settings;
    }
}
