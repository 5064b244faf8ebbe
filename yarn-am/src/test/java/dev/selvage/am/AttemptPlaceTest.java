package dev.selvage.am;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.id.AttemptNumber;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttemptPlaceTest {

    @Test
    void theNameOfTheContainerSaysWhichAttemptItIs() throws Exception {
        assertThat(AttemptPlace.of(
                        Map.of("CONTAINER_ID", "container_1700000000000_0012_03_000001", "NM_HOST", "node7")))
                .isEqualTo(new AttemptPlace("application_1700000000000_0012", new AttemptNumber(3), "node7"));
    }

    @Test
    void aResourceManagerThatWasRestartedPutsItsEraInFront() throws Exception {
        assertThat(AttemptPlace.of(Map.of("CONTAINER_ID", "container_e17_1700000000000_0012_10_000001", "NM_HOST", "n"))
                        .attempt())
                .isEqualTo(new AttemptNumber(10));
    }

    @Test
    void whoeverStartsItByHandIsToldWhoDoes() {
        assertThatThrownBy(() -> AttemptPlace.of(Map.of()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("CONTAINER_ID")
                .hasMessageContaining("started by YARN");
    }
}
