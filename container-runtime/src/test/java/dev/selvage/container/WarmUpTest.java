package dev.selvage.container;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class WarmUpTest {

    /** In a TaskManager nobody would notice if it did not, but for the time that its first task takes. */
    @Test
    void theSmallJobRunsThroughARestore() {
        assertThatCode(WarmUp::smallJob).doesNotThrowAnyException();
    }
}
