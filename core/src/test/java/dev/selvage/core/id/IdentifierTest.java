package dev.selvage.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdentifierTest {

    @Test
    void aJobIdIs32HexDigitsAndReadsBackAsItself() {
        JobId id = JobId.random(new SplittableRandom(1));

        assertThat(id.toString()).matches("[0-9a-f]{32}");
        assertThat(JobId.parse(id.toString())).isEqualTo(id);
        assertThat(JobId.parse("000000000000000f00000000000000a0")).isEqualTo(new JobId(15, 160));
    }

    @Test
    void identifiersSortAsTheyRead() {
        assertThat(VertexId.parse("ffffffffffffffff0000000000000000"))
                .isGreaterThan(VertexId.parse("7fffffffffffffffffffffffffffffff"));
        assertThat(new SubtaskId(new VertexId(1, 0), 9)).isLessThan(new SubtaskId(new VertexId(2, 0), 0));
        assertThat(new LeaderEpoch(9)).isLessThan(new LeaderEpoch(9).next());
    }

    @Test
    void whatIsNoIdentifierIsRefusedInASentence() {
        assertThatThrownBy(() -> JobId.parse("12")).hasMessage("expected 32 hex digits, but found \"12\"");
        assertThatThrownBy(() -> VertexId.parse("g".repeat(32))).hasMessageStartingWith("expected 32 hex digits");
        assertThatThrownBy(() -> new CheckpointId(0)).hasMessage("expected a checkpoint id of 1 or more, but found 0");
        assertThatThrownBy(() -> new ClusterId(" ")).hasMessage("expected a name for a ClusterId, but found none");
    }
}
