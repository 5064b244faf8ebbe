package dev.selvage.am;

import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.id.AttemptNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What YARN tells an ApplicationMaster by its environment: which attempt of which application it is, and where.
 *
 * @param host by which name others know its node
 */
record AttemptPlace(String application, AttemptNumber attempt, String host) {

    /** The era of a ResourceManager that was restarted stands in front, if there were several. */
    private static final Pattern CONTAINER = Pattern.compile("container_(?:e\\d+_)?(\\d+_\\d+)_(\\d+)_\\d+");

    static AttemptPlace of(Map<String, String> environment) throws InvalidConfigurationException {
        String container = variable("CONTAINER_ID", environment);
        Matcher parts = CONTAINER.matcher(container);
        if (!parts.matches()) {
            throw invalid("Expected CONTAINER_ID to name a container of YARN, but found " + container + ".");
        }
        return new AttemptPlace(
                "application_" + parts.group(1),
                new AttemptNumber(Long.parseLong(parts.group(2))),
                variable("NM_HOST", environment));
    }

    private static String variable(String name, Map<String, String> environment) throws InvalidConfigurationException {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(
                        () -> invalid(
                                "Expected YARN to set " + name
                                        + ", but found it unset: an ApplicationMaster is started by YARN alone; submit with the command line."));
    }

    private static InvalidConfigurationException invalid(String sentence) {
        return new InvalidConfigurationException(List.of(sentence));
    }
}
