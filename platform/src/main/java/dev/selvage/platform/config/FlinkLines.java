package dev.selvage.platform.config;

import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code flink-conf.yaml} as Flink did before 2.0: lines of {@code key: value}, with everything behind a {@code #}
 * a comment. It looks like YAML and is not: {@code key: a: b} is fine, and no value needs quotes.
 */
final class FlinkLines {

    private FlinkLines() {}

    static List<Setting> read(String file, BufferedReader text) throws IOException, InvalidConfigurationException {
        List<Setting> settings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
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
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return settings;
    }
}
