package dev.selvage.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClaimsTest {

    private final Claims claims = new Claims();

    @Test
    void allHoldIfEachDoes() {
        claims.add(true, "it is so");
        claims.add(true, "and so is this");

        assertThat(claims.allHold()).isTrue();
        assertThat(claims.report(7))
                .containsExactly("  held   it is so", "  held   and so is this", "All 2 claims held, after 7 s.");
    }

    @Test
    void oneThatDoesNotHoldIsEnough() {
        claims.add(true, "it is so");
        claims.add(false, "and so is this");
        claims.add(true, "and this");

        assertThat(claims.allHold()).isFalse();
        assertThat(claims.report(7))
                .contains("  FAILED and so is this")
                .endsWith("FAILED: only 2 of 3 claims held, after 7 s.");
    }

    @Test
    void whoClaimsNothingHasShownNothing() {
        assertThat(claims.allHold()).isFalse();
    }
}
