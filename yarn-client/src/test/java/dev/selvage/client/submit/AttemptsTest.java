package dev.selvage.client.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final Attempts.Limit FOUR = new Attempts.Limit(4, "am.max-attempts of its ResourceManager");

    @Test
    void twoWithHighAvailabilityAndOneWithout() {
        Attempts with = Attempts.of(Settings.of(), true, FOUR);
        Attempts without = Attempts.of(Settings.of(), false, FOUR);

        assertThat(with).isEqualTo(new Attempts(2, true, 10_000, List.of()));
        assertThat(without).isEqualTo(new Attempts(1, false, -1, List.of()));
    }

    @Test
    void aClusterThatAllowsFewerSaysSo() {
        Attempts attempts = Attempts.of(Settings.of("yarn.application-attempts", "10"), true, FOUR);

        assertThat(attempts.count()).isEqualTo(4);
        assertThat(attempts.sentences())
                .containsExactly("yarn.application-attempts would be 10, but this cluster allows 4"
                        + " (am.max-attempts of its ResourceManager): the application gets 4.");
    }

    @Test
    void withOneAttemptNothingIsKeptAndThatIsSaid() {
        Attempts attempts = Attempts.of(
                Settings.of(
                        "yarn.application-attempts", "1",
                        "yarn.application-attempt-failures-validity-interval", "60000"),
                true,
                FOUR);

        assertThat(attempts.keepsContainers()).isFalse();
        assertThat(attempts.validityMillis()).isEqualTo(-1);
        assertThat(attempts.sentences()).singleElement().asString().startsWith("There is one attempt only");
    }

    @Test
    void anIntervalShorterThanAStartIsWarnedOf() {
        Attempts attempts =
                Attempts.of(Settings.of("yarn.application-attempt-failures-validity-interval", "500"), true, FOUR);

        assertThat(attempts.validityMillis()).isEqualTo(500);
        assertThat(attempts.sentences()).singleElement().asString().contains("would be started for ever");
    }

    @Test
    void neverForgettingIsWrittenInTwoWays() {
        for (String never : new String[] {"-1", "0"}) {
            assertThat(Attempts.of(
                            Settings.of("yarn.application-attempt-failures-validity-interval", never), true, FOUR))
                    .isEqualTo(new Attempts(2, true, -1, List.of()));
        }
    }

    @Test
    void theGlobalLimitOutweighsTheOther() throws Exception {
        Map<String, String> settings = ResourceManagerPage.settings("""
                {"properties":[
                 {"key":"yarn.resourcemanager.am.global.max-attempts","value":"7","isFinal":false,"resource":"yarn-site.xml"},
                 {"key":"yarn.resourcemanager.am.max-attempts","value":"3","isFinal":false,"resource":"yarn-site.xml"},
                 {"key":"empty"}]}
                """);

        assertThat(ResourceManagerPage.limit(settings, "of its ResourceManager"))
                .isEqualTo(new Attempts.Limit(7, "yarn.resourcemanager.am.global.max-attempts of its ResourceManager"));
        settings.remove("yarn.resourcemanager.am.global.max-attempts");
        assertThat(ResourceManagerPage.limit(settings, "there").most()).isEqualTo(3);
        assertThat(ResourceManagerPage.limit(Map.of(), "there").most()).isEqualTo(2);
    }
}
