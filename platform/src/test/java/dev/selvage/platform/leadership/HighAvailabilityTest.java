package dev.selvage.platform.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.plugin.PluginJars;
import dev.selvage.platform.plugin.Plugins;
import dev.selvage.platform.storage.FileStorages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HighAvailabilityTest {

    private static final String FACTORY = "user.Factory";

    @TempDir
    private Path directory;

    private PluginJars jars;

    @BeforeEach
    void prepare() throws Exception {
        jars = new PluginJars(directory);
    }

    private HighAvailabilityServices services(String type) throws Exception {
        Configuration configuration = ConfigurationFiles.load(
                        Files.createDirectories(directory.resolve("conf")), List.of("high-availability.type=" + type))
                .configuration();
        return HighAvailability.of(
                configuration,
                new FileStorages(Optional.empty()),
                Plugins.of(
                        configuration, Map.of(Plugins.VARIABLE, jars.plugins().toString())));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(String type) {
        return assertThatThrownBy(() -> services(type))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith(
                        "Expected high-availability.type to be none, zookeeper, yarn, or a class in lib/"
                                + " or of a plugin that implements HighAvailabilityServicesFactory")
                .hasMessageContaining("but found " + type + ": ");
    }

    /** A factory whose services are those of one JobManager, whom this expression places. */
    private void offers(String place) throws Exception {
        jars.compile("lone", FACTORY, """
                        package user;

                        import dev.selvage.core.config.option.Configuration;
                        import dev.selvage.platform.leadership.HighAvailabilityServices;
                        import dev.selvage.platform.leadership.HighAvailabilityServicesFactory;
                        import dev.selvage.platform.leadership.LoneServices;
                        import dev.selvage.platform.storage.FileStorages;

                        public final class Factory implements HighAvailabilityServicesFactory {
                            @Override
                            public HighAvailabilityServices create(Configuration configuration, FileStorages storages) {
                                return new LoneServices(%s, "");
                            }
                        }
                        """.formatted(place))
                .offer("lone", HighAvailabilityServicesFactory.class, FACTORY);
    }

    @Test
    void aFactoryOfAPluginIsAsGoodAsOneOfOurs() throws Exception {
        offers("Thread.currentThread().getContextClassLoader().getName()");

        HighAvailabilityServices services = services(FACTORY);

        assertThat(services.leader()).map(LeaderRecord::control).contains("plugin-lone");
        assertThat(services.lead().epoch().number()).isEqualTo(1);
        services.close();
    }

    @Test
    void whatIsNowhereOrNoFactoryIsToldWithThePluginsThatWereLookedAt() throws Exception {
        refused("nowhere.Factory")
                .hasMessageContaining("it is not in lib/, and there is no plugin in " + jars.plugins());
        refused("java.lang.String").hasMessageContaining("ClassCastException");

        offers("\"here\"");
        refused("nowhere.Factory").hasMessageContaining("offers it (lone)");
    }

    @Test
    void whatAFactoryNeedsAndDoesNotBringIsTold() throws Exception {
        jars.compile("lone", "library.Place", """
                package library;

                public final class Place {
                    public static String here() {
                        return "";
                    }
                }
                """);
        offers("library.Place.here()");
        Files.delete(jars.plugins().resolve("lone/library.Place.jar"));

        refused(FACTORY).hasMessageContainingAll("it needs what is not there", "library/Place");
    }
}
