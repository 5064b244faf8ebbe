package dev.selvage.core.config.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.selvage.core.config.AllOptions;
import dev.selvage.core.config.RestartOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigurationCheckTest {

    private enum Colour {
        DARK_RED,
        BLUE
    }

    private static final OptionGroup GROUP = new OptionGroup("Test", "Options of this test.");

    private static final Option<Duration> INTERVAL = GROUP.duration("heartbeat.interval")
            .defaultsTo("10 s")
            .atLeast("100 ms")
            .alsoKnownAs("heart.beat")
            .means("How often.");
    private static final Option<MemorySize> SIZE =
            GROUP.size("process.size").atMost("1 tb").means("How large.");
    private static final Option<Integer> ATTEMPTS =
            GROUP.integer("attempts").defaultsTo("2").moreThan("0").means("How many.");
    private static final Option<Colour> COLOUR =
            GROUP.choice("colour", Colour.class).defaultsTo("BLUE").means("Which.");
    private static final Option<String> PASSWORD = GROUP.text("login.word")
            .secret()
            .matching("\\S{8,}", "eight letters or more")
            .means("Hush.");
    private static final Option<Boolean> LATER =
            GROUP.flag("later").defaultsTo("false").notInEffect().means("Not yet.");
    private static final Option<Duration> PLAIN =
            GROUP.duration("plain").plainNumberMeans("s").defaultsTo("5").means("Seconds.");
    private static final OptionFamily ENVIRONMENT = GROUP.family("env.", "<NAME>", "Variables.");

    private static final OptionCatalogue CATALOGUE =
            new OptionCatalogue(List.of(GROUP), Set.of("akka.timeout", "reporter.<name>.class", "process.size"));

    @Test
    void whatIsNotSetHasItsDefault() throws Exception {
        Configuration configuration = check().configuration();

        assertThat(configuration.get(INTERVAL)).isEqualTo(Duration.ofSeconds(10));
        assertThat(configuration.find(SIZE)).isEmpty();
        assertThat(configuration.isSet(ATTEMPTS)).isFalse();
        assertThatThrownBy(() -> configuration.require(SIZE))
                .hasMessage("Expected process.size to be set, but found it nowhere. How large. Set it in"
                        + " selvage-conf.yaml or with -Dprocess.size=…");
    }

    @Test
    void aLaterLayerOutweighsAnEarlierOneUnderAnySpelling() throws Exception {
        Configuration configuration = check(
                        ours("heartbeat.interval", "1 s", "attempts", "3"), ours("heart.beat", "2 s"))
                .configuration();

        assertThat(configuration.get(INTERVAL)).isEqualTo(Duration.ofSeconds(2));
        assertThat(configuration.placeOf(INTERVAL)).contains("file1:1");
        assertThat(configuration.get(ATTEMPTS)).isEqualTo(3);
    }

    @Test
    void aKeyThatNobodyKnowsIsRefusedWithTheNearestOne() {
        assertProblem(
                "heartbeat.intervall",
                "1 s",
                "file0:1: expected an option, but found heartbeat.intervall, which"
                        + " nobody knows. Did you mean heartbeat.interval?");
        assertProblem(
                "something.else.entirely",
                "1",
                "file0:1: expected an option, but found something.else.entirely,"
                        + " which nobody knows. The options are listed in docs/reference/options.md.");
        assertProblem(
                "akka.timeout",
                "1 s",
                "file0:1: expected an option, but found akka.timeout, which Flink has and"
                        + " Selvage has not. Remove it.");
    }

    @Test
    void aBadValueIsRefusedWithWhatWasWanted() {
        assertProblem(
                "heartbeat.interval",
                "10",
                "file0:1: expected heartbeat.interval to be a duration with its unit,"
                        + " such as 10 s (the unit is missing), but found \"10\". The default is 10 s.");
        assertProblem(
                "heartbeat.interval",
                "10 lightyears",
                "file0:1: expected heartbeat.interval to be a duration with"
                        + " its unit, such as 10 s (\"lightyears\" is not a unit of it), but found \"10 lightyears\". The default"
                        + " is 10 s.");
        assertProblem(
                "heartbeat.interval",
                "1 ms",
                "file0:1: expected heartbeat.interval to be at least 100 ms, but found"
                        + " \"1 ms\". The default is 10 s.");
        assertProblem("process.size", "2 tb", "file0:1: expected process.size to be at most 1 tb, but found \"2 tb\".");
        assertProblem(
                "attempts", "0", "file0:1: expected attempts to be more than 0, but found \"0\". The default is 2.");
        assertProblem(
                "colour",
                "green",
                "file0:1: expected colour to be one of DARK_RED, BLUE, but found \"green\". The" + " default is BLUE.");
        assertProblem(
                "login.word",
                "short",
                "file0:1: expected login.word to be eight letters or more, but found"
                        + " something else (not shown, since it is secret).");
    }

    @Test
    void everyProblemIsToldAtOnceAlsoOfLayersThatAreOutweighed() {
        InvalidConfigurationException refused = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> check(ours("attempts", "none", "nobody.knows", "1"), ours("attempts", "3")));

        assertThat(refused.problems()).hasSize(2);
    }

    @Test
    void oneKeyTwiceInOneFileIsRefused() {
        InvalidConfigurationException refused = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> check(ours("heartbeat.interval", "1 s", "heart.beat", "2 s")));

        assertThat(refused)
                .hasMessage("file0:2: expected heartbeat.interval once, but found it at file0:1 already as"
                        + " heartbeat.interval. Remove one of the two.");
    }

    @Test
    void inFlinksOwnFileABareNumberMeansWhatItMeansToFlink() throws Exception {
        Configuration configuration = check(flinks("heartbeat.interval", "5000", "process.size", "1048576"))
                .configuration();

        assertThat(configuration.get(INTERVAL)).isEqualTo(Duration.ofSeconds(5));
        assertThat(configuration.get(SIZE)).isEqualTo(MemorySize.ofMebibytes(1));
    }

    @Test
    void whatOnlyFlinkKnowsIsListedInOneWarning() throws Exception {
        List<String> warnings = check(flinks("reporter.prom.class", "x", "akka.timeout", "10 s"))
                .warnings();

        assertThat(warnings)
                .containsExactly("file0 sets options that only Flink knows; they have no effect here: akka.timeout,"
                        + " reporter.prom.class.");
    }

    @Test
    void everyWarningNamesTheFileItComesFrom() throws Exception {
        assertThat(check(flinks("akka.timeout", "10 s"), flinks("reporter.prom.class", "x"))
                        .warnings())
                .containsExactly(
                        "file0 sets options that only Flink knows; they have no effect here: akka.timeout.",
                        "file1 sets options that only Flink knows; they have no effect here: reporter.prom.class.");
    }

    @Test
    void flinksWordsForNoRestartAreUnderstood() throws Exception {
        for (String word : List.of("none", "off", "disable", "OFF")) {
            SettingsLayer layer = new SettingsLayer(
                    Dialect.FLINK, List.of(new Setting("restart-strategy", word, "flink-conf.yaml:1")));
            assertThat(ConfigurationCheck.check(AllOptions.catalogue(Set.of()), List.of(layer))
                            .configuration()
                            .get(RestartOptions.STRATEGY))
                    .isEqualTo(RestartOptions.Strategy.NONE);
        }
    }

    @Test
    void elementsOfListsStandInQuotesWhereTheyContainSeparators() throws Exception {
        assertThat(ListText.split(" a ; b,c;; ")).containsExactly("a", "b,c");
        assertThat(ListText.split("a, b,")).containsExactly("a", "b");
        assertThat(ListText.split("'a;b';\"c;d\" ; it's")).containsExactly("a;b", "c;d", "it's");
        assertThat(ListText.split("'a,b',c")).containsExactly("a,b", "c");
        assertThat(ListText.split("'it''s; so'")).containsExactly("it's; so");
        assertThat(ListText.split("")).isEmpty();
        for (String open : List.of("'a;b", "'a'b;c", "'")) {
            assertThatThrownBy(() -> ListText.split(open)).hasMessageContaining("a quote is closed");
        }
        List<String> awkward = List.of("a;b", "c,d", "it's", "'q'", "\"", " blank ", "plain");
        assertThat(ListText.split(ListText.join(awkward))).isEqualTo(awkward);
    }

    @Test
    void aPlainNumberCountsWhereTheOptionSaysWhatItMeans() throws Exception {
        assertThat(check(ours("plain", "7")).configuration().get(PLAIN)).isEqualTo(Duration.ofSeconds(7));
        assertThat(check(ours("plain", "7 ms")).configuration().get(PLAIN)).isEqualTo(Duration.ofMillis(7));
    }

    @Test
    void settingWhatNothingReadsYetWarns() throws Exception {
        ConfigurationCheck.Checked checked = check(ours("later", "true"));

        assertThat(checked.configuration().get(LATER)).isTrue();
        assertThat(checked.warnings())
                .containsExactly("file0:1: later is understood, but nothing reads it yet, so it has no effect.");
    }

    @Test
    void choicesDoNotMindCaseAndDashes() throws Exception {
        assertThat(check(ours("colour", "dark-red")).configuration().get(COLOUR))
                .isEqualTo(Colour.DARK_RED);
    }

    @Test
    void membersOfAFamilyAreFoundByTheirOwnPart() throws Exception {
        Configuration configuration =
                check(ours("env.LANG", "C", "env.API_PASSWORD", "hush")).configuration();

        assertThat(configuration.members(ENVIRONMENT))
                .containsEntry("LANG", "C")
                .containsKey("API_PASSWORD");
    }

    @Test
    void secretsAreNeverShown() throws Exception {
        Configuration configuration = check(ours("login.word", "12345678", "env.API_PASSWORD", "hush", "attempts", "4"))
                .configuration();

        assertThat(configuration.get(PASSWORD)).isEqualTo("12345678");
        assertThat(configuration.masked())
                .containsEntry("login.word", "******")
                .containsEntry("env.API_PASSWORD", "******")
                .containsEntry("attempts", "4");
    }

    private static void assertProblem(String key, String text, String problem) {
        assertThatThrownBy(() -> check(ours(key, text)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(problem);
    }

    private static ConfigurationCheck.Checked check(SettingsLayer... layers) throws InvalidConfigurationException {
        List<SettingsLayer> named = new ArrayList<>();
        for (int layer = 0; layer < layers.length; layer++) {
            String file = "file" + layer;
            named.add(new SettingsLayer(
                    layers[layer].dialect(),
                    layers[layer].settings().stream()
                            .map(setting -> new Setting(setting.key(), setting.text(), file + setting.place()))
                            .toList()));
        }
        return ConfigurationCheck.check(CATALOGUE, named);
    }

    private static SettingsLayer ours(String... keysAndTexts) {
        return layer(Dialect.SELVAGE, keysAndTexts);
    }

    private static SettingsLayer flinks(String... keysAndTexts) {
        return layer(Dialect.FLINK, keysAndTexts);
    }

    private static SettingsLayer layer(Dialect dialect, String... keysAndTexts) {
        List<Setting> settings = new ArrayList<>();
        for (int i = 0; i < keysAndTexts.length; i += 2) {
            settings.add(new Setting(keysAndTexts[i], keysAndTexts[i + 1], ":" + (i / 2 + 1)));
        }
        return new SettingsLayer(dialect, settings);
    }
}
