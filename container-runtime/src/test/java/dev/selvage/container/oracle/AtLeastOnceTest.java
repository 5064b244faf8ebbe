package dev.selvage.container.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AtLeastOnceTest {
    @Test
    void whatComesAgainIsCounted() {
        assertThat(AtLeastOnce.check(List.of("a", "b", "a", "a"), List.of("a", "a", "b"), true))
                .isEqualTo(1);
    }

    @Test
    void whatIsMissingIsNoticedUnlessOnlyPartMustCome() {
        assertThatThrownBy(() -> AtLeastOnce.check(List.of("a", "b"), List.of("a", "a", "b"), true))
                .hasMessageContaining("{a=1}");
        assertThat(AtLeastOnce.check(List.of("a", "b"), List.of("a", "a", "b"), false))
                .isZero();
    }

    @Test
    void whatWasNeverExpectedIsNoticed() {
        assertThatThrownBy(() -> AtLeastOnce.check(List.of("a", "c"), List.of("a"), false))
                .hasMessageContaining("nothing like c");
    }
}
