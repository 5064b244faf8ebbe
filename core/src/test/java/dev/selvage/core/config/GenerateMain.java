package dev.selvage.core.config;

import dev.selvage.core.config.memory.MemoryPage;
import dev.selvage.core.config.option.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes every generated document into the checkout that is its first argument. */
public final class GenerateMain {

    private GenerateMain() {}

    public static void main(String[] arguments) throws IOException, InvalidConfigurationException {
        for (Map.Entry<String, String> document : documents().entrySet()) {
            Path file = Path.of(arguments[0]).resolve(document.getKey());
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, document.getValue());
            System.out.println("wrote " + file);
        }
    }

    /** What is generated: contents by path from the root of the checkout. */
    static Map<String, String> documents() throws InvalidConfigurationException {
        OptionsReference reference = new OptionsReference(AllOptions.catalogue(Set.of()));
        return new TreeMap<>(Map.of(
                "docs/reference/options.md", reference.page(),
                "docs/reference/memory.md", MemoryPage.page(),
                "conf/selvage-conf.yaml", reference.file()));
    }
}
