package dev.selvage.client.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.RestOptions;
import dev.selvage.core.config.Settings;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.launch.ClusterMode;
import org.junit.jupiter.api.Test;

class EffectiveOptionsTest {

    @Test
    void onYarnJobsSurviveTheirApplicationMasterByDefaultAndThatIsSaid() throws Exception {
        EffectiveOptions options = of(ClusterMode.SESSION);

        assertThat(options.highlyAvailable()).isTrue();
        assertThat(options.configuration().get(HighAvailabilityOptions.TYPE)).isEqualTo("yarn");
        assertThat(options.configuration().find(HighAvailabilityOptions.STORAGE_DIR))
                .contains("hdfs://h:1/user/u/.selvage/application_1_0001/ha");
        assertThat(options.configuration().get(HighAvailabilityOptions.CLUSTER_ID))
                .isEqualTo("application_1_0001");
        assertThat(options.chosen()).hasSize(2);
    }

    @Test
    void whatSomebodyHasSaidStays() throws Exception {
        EffectiveOptions options = of(
                ClusterMode.SESSION,
                "high-availability.type",
                "NONE",
                "high-availability.storageDir",
                "hdfs://h:1/mine",
                "high-availability.cluster-id",
                "mine");

        assertThat(options.highlyAvailable()).isFalse();
        assertThat(options.configuration().get(HighAvailabilityOptions.TYPE)).isEqualTo("NONE");
        assertThat(options.configuration().find(HighAvailabilityOptions.STORAGE_DIR))
                .contains("hdfs://h:1/mine");
        assertThat(options.configuration().get(HighAvailabilityOptions.CLUSTER_ID))
                .isEqualTo("mine");
        assertThat(options.chosen()).isEmpty();
    }

    @Test
    void onlyASessionTakesJobsFromOthers() throws Exception {
        assertThat(of(ClusterMode.SESSION).configuration().get(RestOptions.SUBMIT_ENABLE))
                .isTrue();
        assertThat(of(ClusterMode.JOB).configuration().get(RestOptions.SUBMIT_ENABLE))
                .isFalse();
        assertThat(of(ClusterMode.APPLICATION).configuration().get(RestOptions.SUBMIT_ENABLE))
                .isFalse();
    }

    private static EffectiveOptions of(ClusterMode mode, String... settings) throws Exception {
        Configuration said = Settings.of(settings);
        return EffectiveOptions.of(said, mode, "application_1_0001", "hdfs://h:1/user/u/.selvage/application_1_0001");
    }
}
