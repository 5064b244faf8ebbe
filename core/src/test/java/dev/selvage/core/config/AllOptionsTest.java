package dev.selvage.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionCatalogue;
import dev.selvage.core.config.option.OptionGroup;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AllOptionsTest {

    private static final OptionCatalogue CATALOGUE = AllOptions.catalogue(Set.of());

    @Test
    void generatedDocumentsAreCurrent() throws Exception {
        for (Map.Entry<String, String> document : GenerateMain.documents().entrySet()) {
            Path file = Path.of(System.getProperty("selvage.root", "..")).resolve(document.getKey());
            assertThat(Files.exists(file) ? Files.readString(file) : "")
                    .as(
                            "%s differs from what the code says: run scripts/generate-docs.sh and commit what it"
                                    + " writes",
                            document.getKey())
                    .isEqualTo(document.getValue());
        }
    }

    @Test
    void everyOptionsClassIsInTheCatalogue() throws Exception {
        Path classes = Path.of(AllOptions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("dev/selvage/core/config");
        List<OptionGroup> groups = CATALOGUE.groups();
        try (var files = Files.list(classes)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                if (name.endsWith("Options") && !name.contains("$") && !name.equals("AllOptions")) {
                    Class<?> owner = Class.forName("dev.selvage.core.config." + name);
                    OptionGroup group =
                            (OptionGroup) owner.getDeclaredField("GROUP").get(null);
                    assertThat(groups)
                            .as("AllOptions does not list %s: add its group", name)
                            .contains(group);
                }
            }
        }
    }

    @Test
    void everyOptionSaysWhatItMeansInSentences() {
        assertThat(options().stream()
                        .filter(option -> option.meaning().length() < 20
                                || !option.meaning().endsWith("."))
                        .map(Option::key))
                .isEmpty();
    }

    @Test
    void whatPeopleKnowFromFlinkIsHere() {
        assertThat(options().stream().map(Option::key))
                .contains(
                        "high-availability.type",
                        "yarn.application-attempts",
                        "jobmanager.memory.process.size",
                        "taskmanager.numberOfTaskSlots",
                        "heartbeat.timeout",
                        "restart-strategy.type",
                        "execution.checkpointing.interval",
                        "state.backend.type",
                        "zookeeper.sasl.service-name",
                        "security.kerberos.login.keytab",
                        "rest.port",
                        "parallelism.default");
    }

    @Test
    void optionsAreConstants() {
        assertThat(Arrays.stream(CheckpointOptions.class.getDeclaredFields())
                        .filter(field -> field.getType() == Option.class))
                .allMatch(field -> Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers()));
    }

    private static List<Option<?>> options() {
        return CATALOGUE.groups().stream()
                .flatMap(group -> group.options().stream())
                .toList();
    }
}
