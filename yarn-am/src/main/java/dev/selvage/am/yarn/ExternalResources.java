package dev.selvage.am.yarn;

import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What each TaskManager needs beyond memory and cores, by YARN's names for it. */
final class ExternalResources {

    private ExternalResources() {}

    /** How much of what; what has no name with YARN is not asked of YARN. */
    static SortedMap<String, Long> of(Configuration configuration) throws InvalidConfigurationException {
        SortedMap<String, String> settings = configuration.members(YarnOptions.EXTERNAL_RESOURCE);
        SortedMap<String, Long> wanted = new TreeMap<>();
        for (String name : configuration.find(YarnOptions.EXTERNAL_RESOURCES).orElse(List.of())) {
            Optional<String> key = Optional.ofNullable(settings.get(name + ".yarn.config-key"));
            if (key.isPresent()) {
                wanted.put(key.get(), amount(name, Optional.ofNullable(settings.get(name + ".amount"))));
            }
        }
        return wanted;
    }

    private static long amount(String name, Optional<String> text) throws InvalidConfigurationException {
        Optional<String> number = text.map(String::strip).filter(each -> each.matches("[1-9][0-9]{0,17}"));
        if (number.isEmpty()) {
            throw new InvalidConfigurationException(List.of("Expected " + YarnOptions.EXTERNAL_RESOURCE.prefix() + name
                    + ".amount to be a whole number above 0, but found " + text.orElse("nothing")
                    + ": say how much of it each TaskManager needs."));
        }
        return Long.parseLong(number.get());
    }
}
