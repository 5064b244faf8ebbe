package dev.selvage.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.platform.config.ConfigurationFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {

    private static final String HELLO = "user.Hello";

    @TempDir
    private Path directory;

    private PluginJars jars;

    @BeforeEach
    void prepare() throws Exception {
        jars = new PluginJars(directory);
    }

    private Plugins plugins(String... settings) throws Exception {
        Configuration configuration = ConfigurationFiles.load(
                        Files.createDirectories(directory.resolve("conf")), Arrays.asList(settings))
                .configuration();
        return Plugins.of(configuration, Map.of(Plugins.VARIABLE, jars.plugins().toString()));
    }

    /** A plugin that offers a class that says what this expression comes to. */
    private void greets(String plugin, String className, String expression) throws Exception {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        jars.compile(plugin, className, """
                        package user;

                        import dev.selvage.platform.plugin.Greeting;

                        public final class %s implements Greeting {
                            @Override
                            public String words() {
                                return String.valueOf(%s);
                            }

                            @Override
                            public Greeting next() {
                                return new %s();
                            }
                        }
                        """.formatted(simple, expression, simple))
                .offer(plugin, Greeting.class, className);
    }

    /** A library that everybody calls the same. */
    private void brings(String plugin, String className, String version) throws Exception {
        int dot = className.lastIndexOf('.');
        jars.compile(
                plugin, className, """
                        package %s;

                        public final class %s {
                            public static String version() {
                                return "%s";
                            }
                        }
                        """.formatted(className.substring(0, dot), className.substring(dot + 1), version));
    }

    private String words(String className, String... settings) throws Exception {
        return plugins(settings).make(Greeting.class, className).words();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(String className) {
        return assertThatThrownBy(() -> words(className)).isInstanceOf(UnusablePluginException.class);
    }

    @Test
    void eachPluginHasItsOwnVersionOfALibrary() throws Exception {
        for (String version : List.of("1", "2")) {
            brings("plugin" + version, "library.Library", version);
            greets("plugin" + version, "user.Hello" + version, "library.Library.version()");
        }
        Plugins plugins = plugins();

        assertThat(plugins.make(Greeting.class, "user.Hello1").words()).isEqualTo("1");
        assertThat(plugins.make(Greeting.class, "user.Hello2").words()).isEqualTo("2");
    }

    @Test
    void itsOwnClassesComeFirstButForWhatItSharesWithTheCluster() throws Exception {
        brings("own", "org.assertj.core.api.Condition", "its own");
        brings("own", "dev.selvage.platform.plugin.Greeting", "never asked");
        greets("own", HELLO, "org.assertj.core.api.Condition.class.getClassLoader().getName()");

        assertThat(words(HELLO)).isEqualTo("plugin-own");
        assertThat(words(HELLO, "plugin.classloader.parent-first-patterns.additional=org.assertj."))
                .isEqualTo(getClass().getClassLoader().getName());
        assertThat(words(HELLO, "plugin.classloader.parent-first-patterns.default=org.assertj."))
                .isEqualTo(getClass().getClassLoader().getName());
    }

    @Test
    void whatItDoesNotBringComesFromTheCluster() throws Exception {
        greets("own", HELLO, "org.assertj.core.api.Condition.class.getClassLoader().getName()");

        assertThat(words(HELLO)).isEqualTo(getClass().getClassLoader().getName());
    }

    @Test
    void itIsCalledWithItsOwnClassesOnTheThread() throws Exception {
        greets("own", HELLO, "Thread.currentThread().getContextClassLoader().getName()");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Greeting greeting = plugins().make(Greeting.class, HELLO);

        assertThat(greeting.words()).isEqualTo("plugin-own");
        assertThat(greeting.next().words()).as("what it returns, too").isEqualTo("plugin-own");
        assertThat(Thread.currentThread().getContextClassLoader()).isEqualTo(before);
    }

    @Test
    void whatItThrowsIsThrown() throws Exception {
        greets("own", HELLO, "Integer.parseInt(\"no number\")");
        Greeting greeting = plugins().make(Greeting.class, HELLO);

        assertThatThrownBy(greeting::words)
                .isInstanceOf(NumberFormatException.class)
                .hasMessageContaining("no number");
    }

    @Test
    void itOffersNothingThatOnlyTheClusterOffers() throws Exception {
        String engines = "META-INF/services/org.junit.platform.engine.TestEngine";
        String seen = "Thread.currentThread().getContextClassLoader().%s(\"" + engines + "\")";
        greets("own", HELLO, seen.formatted("getResource") + " + \" \" + " + seen.formatted("resources") + ".count()");

        assertThat(getClass().getClassLoader().resources(engines)).isNotEmpty();
        assertThat(words(HELLO)).isEqualTo("null 0");
    }

    @Test
    void theyAreInTheDistributionUnlessAVariableSaysWhere() {
        assertThat(Plugins.directory(Map.of("SELVAGE_HOME", "/opt/selvage"))).contains(Path.of("/opt/selvage/plugins"));
        assertThat(Plugins.directory(Map.of("SELVAGE_HOME", "/opt/selvage", Plugins.VARIABLE, "/elsewhere")))
                .contains(Path.of("/elsewhere"));
        assertThat(Plugins.directory(Map.of(Plugins.VARIABLE, "plugins")))
                .as("in a container")
                .contains(Path.of("plugins").toAbsolutePath());
        assertThat(Plugins.directory(Map.of("SELVAGE_HOME", " "))).isEqualTo(Optional.empty());
    }

    @Test
    void nobodyOffersIt() throws Exception {
        refused(HELLO).hasMessage("there is no plugin in " + jars.plugins() + ".");
        assertThatThrownBy(() -> Plugins.none().make(Greeting.class, HELLO))
                .hasMessageContaining("there is no directory with plugins, as $SELVAGE_PLUGINS_DIR or");

        greets("first", "user.First", "1");
        brings("second", HELLO, "1");
        Files.writeString(jars.plugins().resolve("stray.jar"), "");
        Files.createDirectories(jars.plugins().resolve("empty/lib"));
        Files.writeString(jars.plugins().resolve("README.txt"), "everybody's");

        refused(HELLO)
                .hasMessageContainingAll(
                        "none of the plugins in " + jars.plugins() + " offers it (first, second).",
                        "Plugin second has the class, but does not name it in META-INF/services/"
                                + Greeting.class.getName() + ".",
                        "but found stray.jar, which nobody looks at. Put it into a directory of its own",
                        "Expected the jars of a plugin in " + jars.plugins().resolve("empty") + ", but found none.")
                .hasMessageNotContaining("README");
    }

    @Test
    void twoOfferTheSame() throws Exception {
        greets("first", HELLO, "1");
        greets("second", HELLO, "2");

        refused(HELLO).hasMessageContaining("plugins first and second both offer it");
    }

    @Test
    void whatItOffersCannotBeMade() throws Exception {
        jars.compile("broken", HELLO, """
                        package user;

                        public final class Hello implements dev.selvage.platform.plugin.Greeting {
                            public Hello() {
                                throw new IllegalStateException("the wind was against me");
                            }

                            @Override
                            public String words() {
                                return "";
                            }

                            @Override
                            public Hello next() {
                                return this;
                            }
                        }
                        """).offer("broken", Greeting.class, HELLO);

        refused(HELLO)
                .hasMessageContainingAll(
                        "plugin broken offers it, but it cannot be made there",
                        "IllegalStateException: the wind was against me");
    }

    @Test
    void whatCannotBeLoadedIsTold() throws Exception {
        jars.offer("careless", Greeting.class, HELLO);

        refused(HELLO).hasMessageContainingAll("plugin careless offers what cannot be loaded", HELLO + " not found");

        greets("sound", HELLO, "1");
        assertThat(words(HELLO)).as("the other one's fault").isEqualTo("1");
    }
}
