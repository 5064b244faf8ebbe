package dev.selvage.core.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.id.JobId;
import dev.selvage.core.plan.Exchange;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.PlanBuilder;
import org.junit.jupiter.api.Test;

class PlanDifferenceTest {

    private static final JobId JOB = new JobId(0, 1);

    private static PlanBuilder base() {
        return new PlanBuilder(JOB, "counts").vertex(2, 128, "numbers").vertex(2, 128, "counts", "files");
    }

    @Test
    void theSameStructureIsNoDifferenceWhateverTheJobIsCalled() {
        ExecutionPlan before = base().edge("numbers", Exchange.HASH, "counts").build();
        ExecutionPlan now = new PlanBuilder(new JobId(0, 2), "counts of today")
                .vertex(2, 128, "numbers")
                .vertex(2, 128, "counts", "files")
                .edge("numbers", Exchange.HASH, "counts")
                .build();

        assertThat(PlanDifference.between(before, now)).isEmpty();
    }

    @Test
    void whatDiffersIsNamed() {
        ExecutionPlan before = base().edge("numbers", Exchange.HASH, "counts").build();

        assertThat(PlanDifference.between(
                        before,
                        new PlanBuilder(JOB, "counts")
                                .vertex(3, 128, "numbers")
                                .vertex(2, 128, "sums", "files")
                                .edge("numbers", Exchange.HASH, "sums")
                                .build()))
                .contains("the parallelism of numbers was 2 and has become 3, counts -> files is gone,"
                        + " sums -> files is new");
        assertThat(PlanDifference.between(
                        before,
                        new PlanBuilder(JOB, "counts")
                                .vertex(2, 256, "numbers")
                                .vertex(2, 128, "counts", "print")
                                .edge("numbers", Exchange.HASH, "counts")
                                .build()))
                .contains("the greatest parallelism of numbers was 128 and has become 256,"
                        + " counts -> files has become counts -> print");
        assertThat(PlanDifference.between(
                        before,
                        base().edge("numbers", Exchange.REBALANCE, "counts").build()))
                .contains("records go other ways between its operators");
    }
}
