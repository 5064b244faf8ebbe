package dev.selvage.core.jobmanager.containers;

import static dev.selvage.core.jobmanager.containers.YarnContract.NOWHERE;
import static dev.selvage.core.jobmanager.containers.YarnContract.awaitGranted;
import static dev.selvage.core.jobmanager.containers.YarnContract.awaitOver;
import static dev.selvage.core.jobmanager.containers.YarnContract.granted;
import static dev.selvage.core.jobmanager.containers.YarnContract.inherited;
import static dev.selvage.core.jobmanager.containers.YarnContract.registered;
import static dev.selvage.core.jobmanager.containers.YarnContract.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.ContainerAction.Ask;
import dev.selvage.core.jobmanager.containers.ContainerAction.Release;
import org.junit.jupiter.api.Test;

/** The part of {@link YarnContract} that holds while YARN's own processes die. */
public interface YarnRestartContract {

    /** As in {@link YarnContract#open}. */
    RestartableYarnScene open(int attempts) throws Exception;

    /**
     * YARN-6168: a ResourceManager that is new knows of a container once its node has registered. Whoever looks at the answer to his
     * registration alone pays for what runs there until the application ends.
     */
    @Test
    default void whatItsNodeReportsLateIsToldLateAndEndsWhenItIsGivenBack() throws Exception {
        try (RestartableYarnScene yarn = open(2)) {
            YarnAttempt first = registered(yarn, 1);
            TaskManagerId one =
                    running(yarn, first, new Ask(1, yarn.nodesThatMustSpeak())).get(0);
            yarn.silenceNodeOf(one);
            yarn.killResourceManager();
            first.die();
            yarn.startResourceManager();
            YarnAttempt second = registered(yarn, 2);
            assertThat(inherited(second)).as("nobody has told").isEmpty();
            assertThat(yarn.runs(one)).isTrue();

            yarn.letNodeSpeak();
            yarn.await(
                    () -> "it inherits " + one + ", after " + second.heard(),
                    () -> !inherited(second).isEmpty());
            assertThat(inherited(second)).isEqualTo(granted(first));
            assertThat(yarn.held()).isEqualTo(1);

            second.order(new Release(one));
            awaitOver(yarn, second, one);
            yarn.await(() -> "its process ends", () -> !yarn.runs(one));
            assertThat(inherited(second)).as("told once").hasSize(1);
        }
    }

    /** An attempt that lives is not told of its own containers as of somebody else's, and what it wants is heard once. */
    @Test
    default void anAttemptGoesOnWithWhatItHasAndGetsWhatItAsksFor() throws Exception {
        try (RestartableYarnScene yarn = open(2)) {
            YarnAttempt attempt = registered(yarn, 1);
            attempt.order(new Ask(1, yarn.nodes()));
            TaskManagerId one = running(yarn, attempt, new Ask(1, yarn.nodesThatMustSpeak()))
                    .get(0);
            attempt.order(new Ask(1, yarn.nodes()));
            yarn.killResourceManager();
            yarn.startResourceManager();
            attempt.order(new Ask(1, NOWHERE));

            awaitGranted(yarn, attempt, 2);
            assertThat(yarn.runs(one)).isTrue();
            yarn.await(() -> "both count, after " + attempt.heard(), () -> yarn.held() == 2);
            assertThat(inherited(attempt)).isEmpty();
            assertThat(granted(attempt)).hasSize(2);
            assertThat(attempt.isSuperseded()).isFalse();
        }
    }
}
