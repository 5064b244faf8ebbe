package dev.selvage.core.jobmanager.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.ContainerAction.Ask;
import dev.selvage.core.jobmanager.containers.ContainerAction.Launch;
import dev.selvage.core.jobmanager.containers.ContainerAction.Release;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What YARN does to an application, in the words in which the JobManager orders containers and hears of them: held by the real YARN
 * behind the ApplicationMaster's driver, and by the simulated one, so that what is simulated is no fiction. Each scenario names the
 * trap that it stands for. Beside all this the simulated one strikes in ways that a healthy YARN does not.
 */
public interface YarnContract {

    /** What containers are to have; not a multiple of what YARN rounds up to. */
    int MEGABYTES = 600;

    /** A multiple of 256 MB. */
    int ROUNDED_MEGABYTES = 768;

    List<String> NOWHERE = List.of();

    /**
     * A YARN that grants memory by 256 MB, and has just been given an application whose containers are to outlive its attempts.
     *
     * @param attempts after how many failures it is over
     */
    YarnScene open(int attempts) throws Exception;

    static YarnAttempt registered(YarnScene yarn, int number) throws Exception {
        YarnAttempt attempt = yarn.attempt(number);
        attempt.register();
        return attempt;
    }

    static List<Container> granted(YarnAttempt attempt) {
        return attempt.heard().stream()
                .filter(ContainerEvent.Granted.class::isInstance)
                .flatMap(event -> ((ContainerEvent.Granted) event).containers().stream())
                .toList();
    }

    /** At registration and later. */
    static List<Container> inherited(YarnAttempt attempt) {
        return attempt.heard().stream()
                .flatMap(event -> event instanceof ContainerEvent.Ready ready
                        ? ready.inherited().stream()
                        : event instanceof ContainerEvent.Inherited late
                                ? late.containers().stream()
                                : List.<Container>of().stream())
                .toList();
    }

    private static List<TaskManagerId> over(YarnAttempt attempt) {
        return attempt.heard().stream()
                .filter(ContainerEvent.Completed.class::isInstance)
                .map(event -> ((ContainerEvent.Completed) event).container())
                .toList();
    }

    static List<Container> awaitGranted(YarnScene yarn, YarnAttempt attempt, int count) throws Exception {
        yarn.await(
                () -> count + " containers are granted, after " + attempt.heard(),
                () -> granted(attempt).size() >= count);
        return granted(attempt);
    }

    static void awaitOver(YarnScene yarn, YarnAttempt attempt, TaskManagerId container) throws Exception {
        yarn.await(
                () -> "it hears that " + container + " is over, after " + attempt.heard(),
                () -> over(attempt).contains(container));
    }

    private static List<TaskManagerId> running(YarnScene yarn, YarnAttempt attempt, int count) throws Exception {
        return running(yarn, attempt, new Ask(count, NOWHERE));
    }

    /** What is asked for runs, for an attempt that had nothing before, and the ResourceManager knows it. */
    static List<TaskManagerId> running(YarnScene yarn, YarnAttempt attempt, Ask ask) throws Exception {
        int count = ask.count();
        attempt.order(ask);
        List<Container> containers = awaitGranted(yarn, attempt, count);
        for (Container container : containers) {
            attempt.order(new Launch(container));
        }
        for (Container container : containers) {
            yarn.await(() -> container + " runs, after " + attempt.heard(), () -> yarn.runs(container.id()));
        }
        yarn.awaitKnownToRun(count);
        return containers.stream().map(Container::id).toList();
    }

    private static YarnAttempt awaitInherited(YarnScene yarn, int attempt, List<TaskManagerId> wanted)
            throws Exception {
        YarnAttempt next = registered(yarn, attempt);
        yarn.await(
                () -> "it inherits " + wanted + ", after " + next.heard(),
                () -> inherited(next).stream().map(Container::id).toList().containsAll(wanted));
        return next;
    }

    /** YARN-1902: a request that is said again for its rest is granted again, so that more and more containers come. */
    @Test
    default void whatIsAskedForIsGrantedOnceThoughMoreIsAskedForBesides() throws Exception {
        try (YarnScene yarn = open(2)) {
            YarnAttempt attempt = registered(yarn, 1);
            attempt.order(new Ask(2, NOWHERE));
            awaitGranted(yarn, attempt, 2);
            attempt.order(new Ask(1, NOWHERE));
            TaskManagerId last = awaitGranted(yarn, attempt, 3).get(2).id();
            attempt.order(new Ask(0, NOWHERE));
            attempt.order(new Release(last));
            awaitOver(yarn, attempt, last);

            assertThat(granted(attempt).stream().map(Container::id).distinct()).hasSize(3);
            assertThat(granted(attempt)).hasSize(3);
            assertThat(yarn.held()).isEqualTo(2);
        }
    }

    /** Memory is rounded up: whoever waits for the very size that he has asked for waits for ever. */
    @Test
    default void aContainerMayBeLargerThanWasAskedFor() throws Exception {
        try (YarnScene yarn = open(2)) {
            YarnAttempt attempt = registered(yarn, 1);
            List<TaskManagerId> running = running(yarn, attempt, 1);

            assertThat(granted(attempt)).singleElement().satisfies(one -> {
                assertThat(one.memoryMegabytes()).isEqualTo(ROUNDED_MEGABYTES);
                assertThat(yarn.nodes()).contains(one.node());
            });
            attempt.die();
            YarnAttempt next = awaitInherited(yarn, 2, running);
            assertThat(inherited(next)).isEqualTo(granted(attempt));
        }
    }

    /** What cannot be granted stands, and comes late: to ask again for want of an answer brings twice as many. */
    @Test
    default void whatCannotBeGrantedNowIsGrantedWhenItCan() throws Exception {
        try (YarnScene yarn = open(2)) {
            YarnAttempt attempt = registered(yarn, 1);
            List<String> nodes = yarn.nodes();
            attempt.order(new Ask(2, nodes));
            attempt.order(new Ask(1, nodes.subList(1, nodes.size())));
            Container onTheOne = awaitGranted(yarn, attempt, 1).get(0);
            assertThat(onTheOne.node()).isEqualTo(nodes.get(0));
            attempt.order(new Ask(2, nodes));
            // Until that has happened, the others could have come as well.
            attempt.order(new Release(onTheOne.id()));
            awaitOver(yarn, attempt, onTheOne.id());
            assertThat(granted(attempt)).as("none while all nodes are avoided").hasSize(1);

            attempt.order(new Ask(2, NOWHERE));

            assertThat(awaitGranted(yarn, attempt, 3)).hasSize(3);
            assertThat(yarn.held()).isEqualTo(2);
        }
    }

    /** FLINK-12342: what was granted when less was asked for comes all the same, and costs until it is given back. */
    @Test
    default void whatIsTakenBackTooLateComesAndCanBeGivenBack() throws Exception {
        try (YarnScene yarn = open(2)) {
            YarnAttempt attempt = registered(yarn, 1);
            attempt.order(new Ask(1, NOWHERE));
            attempt.holdStill();
            yarn.await(() -> "one is granted, though nobody has heard", () -> yarn.held() == 1);
            assertThat(granted(attempt)).isEmpty();
            attempt.order(new Ask(0, NOWHERE));
            attempt.goOn();

            TaskManagerId surplus = awaitGranted(yarn, attempt, 1).get(0).id();
            attempt.order(new Release(surplus));

            awaitOver(yarn, attempt, surplus);
            assertThat(yarn.held()).isZero();
            assertThat(granted(attempt)).hasSize(1);
        }
    }

    /** A new ApplicationMaster that does not count what it inherits asks for a second set of everything. */
    @Test
    default void whatRunsOutlivesItsAttemptAndTheNextIsToldOfIt() throws Exception {
        try (YarnScene yarn = open(3)) {
            List<TaskManagerId> running = running(yarn, registered(yarn, 1), 2);
            yarn.attempt(1).die();
            YarnAttempt second = awaitInherited(yarn, 2, running);

            assertThat(inherited(second))
                    .as("each once, and no ApplicationMaster")
                    .hasSize(2);
            assertThat(running).allSatisfy(id -> assertThat(yarn.runs(id)).isTrue());
            assertThat(over(second)).isEmpty();
            assertThat(yarn.held()).isEqualTo(2);
            second.die();
            assertThat(inherited(awaitInherited(yarn, 3, running)))
                    .as("and the one after that")
                    .hasSize(2);
        }
    }

    /** The node's client knows no container of an earlier attempt: only the ResourceManager can end one. */
    @Test
    default void whatIsInheritedEndsWhenItIsGivenBack() throws Exception {
        try (YarnScene yarn = open(2)) {
            List<TaskManagerId> running = running(yarn, registered(yarn, 1), 2);
            yarn.attempt(1).die();
            YarnAttempt second = awaitInherited(yarn, 2, running);

            second.order(new Release(running.get(0)));

            awaitOver(yarn, second, running.get(0));
            yarn.await(() -> "its process ends", () -> !yarn.runs(running.get(0)));
            assertThat(yarn.runs(running.get(1))).isTrue();
            assertThat(yarn.held()).isEqualTo(1);
        }
    }

    /** Keep-containers keeps what the ResourceManager has heard to run, and nothing else. */
    @Test
    default void whatWasGrantedButNeverStartedEndsWithItsAttempt() throws Exception {
        try (YarnScene yarn = open(2)) {
            YarnAttempt first = registered(yarn, 1);
            first.order(new Ask(2, NOWHERE));
            awaitGranted(yarn, first, 2);
            first.die();
            YarnAttempt second = registered(yarn, 2);
            running(yarn, second, 1);

            assertThat(inherited(second)).isEmpty();
            assertThat(granted(second)).as("nor does what was asked for stand").hasSize(1);
            assertThat(yarn.held()).isEqualTo(1);
        }
    }

    /** The next attempt would wait for a TaskManager that ended while there was none. */
    @Test
    default void whatEndsBetweenTwoAttemptsIsToldToTheNext() throws Exception {
        try (YarnScene yarn = open(2)) {
            List<TaskManagerId> running = running(yarn, registered(yarn, 1), 2);
            yarn.attempt(1).die();
            YarnAttempt second = yarn.attempt(2);
            yarn.kill(running.get(0));
            yarn.await(() -> "YARN has heard of it", () -> yarn.held() == 1);

            second.register();

            awaitOver(yarn, second, running.get(0));
            yarn.await(
                    () -> "it inherits the other one alone, after " + second.heard(),
                    () -> inherited(second).stream().map(Container::id).toList().equals(running.subList(1, 2)));
        }
    }

    /** The last answer that an attempt gets may be lost with it: YARN says it again until somebody has asked once more. */
    @Test
    default void whatAnAttemptHeardWithItsLastBreathIsToldToTheNext() throws Exception {
        try (YarnScene yarn = open(2)) {
            YarnAttempt first = registered(yarn, 1);
            List<TaskManagerId> running = running(yarn, first, 1);
            yarn.kill(running.get(0));
            awaitOver(yarn, first, running.get(0));
            first.die();
            YarnAttempt second = registered(yarn, 2);

            awaitOver(yarn, second, running.get(0));
            assertThat(inherited(second)).isEmpty();
        }
    }

    /** An attempt registers once; whoever does so twice must not take the refusal for the end. */
    @Test
    default void anAttemptThatRegistersTwiceIsRefusedAndGoesOn() throws Exception {
        try (YarnScene yarn = open(2)) {
            YarnAttempt attempt = registered(yarn, 1);
            assertThat(attempt.wasRefused()).isFalse();

            attempt.register();

            yarn.await(() -> "it is refused, after " + attempt.heard(), attempt::wasRefused);
            running(yarn, attempt, 1);
            assertThat(attempt.heard().stream().filter(ContainerEvent.Ready.class::isInstance))
                    .hasSize(1);
            assertThat(attempt.isSuperseded()).isFalse();
        }
    }

    /** Split brain: an attempt that YARN has given up may go on, and nothing that it says may count. */
    @Test
    default void anAttemptWhoseTokenIsStaleIsToldSoAndChangesNothing() throws Exception {
        try (YarnScene yarn = open(2)) {
            YarnAttempt first = registered(yarn, 1);
            List<TaskManagerId> running = running(yarn, first, 1);
            first.holdStill();
            first.loseTouch();
            YarnAttempt second = awaitInherited(yarn, 2, running);
            first.order(new Release(running.get(0)));
            first.order(new Ask(2, NOWHERE));
            first.goOn();

            yarn.await(() -> "it hears that it is over", first::isSuperseded);

            assertThat(running(yarn, second, 1)).hasSize(1);
            assertThat(yarn.runs(running.get(0))).isTrue();
            assertThat(yarn.held()).isEqualTo(2);
            assertThat(second.isSuperseded()).isFalse();
        }
    }

    /** A node looks at the application alone: it takes what a stale attempt was granted, and YARN has to end that again. */
    @Test
    default void whatAStaleAttemptStartsDoesNotStay() throws Exception {
        try (YarnScene yarn = open(2)) {
            YarnAttempt first = registered(yarn, 1);
            first.order(new Ask(1, NOWHERE));
            Container container = awaitGranted(yarn, first, 1).get(0);
            first.holdStill();
            first.loseTouch();
            YarnAttempt second = registered(yarn, 2);

            first.order(new Launch(container));

            List<TaskManagerId> running = running(yarn, second, 1);
            yarn.await(() -> "it does not run", () -> !yarn.runs(container.id()));
            assertThat(inherited(second)).isEmpty();
            assertThat(yarn.held()).isEqualTo(1);
            assertThat(yarn.runs(running.get(0))).isTrue();
        }
    }

    /** Whoever is given back twice, or is over by then, is no reason to end: YARN says nothing about it. */
    @Test
    default void givingBackWhatIsOverDoesNoHarm() throws Exception {
        try (YarnScene yarn = open(2)) {
            YarnAttempt attempt = registered(yarn, 1);
            List<TaskManagerId> running = running(yarn, attempt, 1);
            yarn.kill(running.get(0));
            awaitOver(yarn, attempt, running.get(0));
            attempt.order(new Release(running.get(0)));
            attempt.order(new Release(running.get(0)));
            attempt.order(new Ask(1, NOWHERE));

            awaitGranted(yarn, attempt, 2);
            assertThat(over(attempt)).as("told once").hasSize(1);
            assertThat(yarn.held()).isEqualTo(1);
        }
    }

    /** Keep-containers ends with the attempts: behind the last one nothing may be left running. */
    @Test
    default void theLastAttemptTakesAllContainersAlong() throws Exception {
        try (YarnScene yarn = open(1)) {
            List<TaskManagerId> running = running(yarn, registered(yarn, 1), 2);
            yarn.attempt(1).die();

            yarn.await(() -> "the application is over", yarn::isOver);
            for (TaskManagerId id : running) {
                yarn.await(() -> id + " ends", () -> !yarn.runs(id));
            }
        }
    }

    /** Only who unregisters ends the application: an ApplicationMaster that just ends is started again. */
    @Test
    default void whoeverUnregistersIsTheLastAttemptAndTakesAllContainersAlong() throws Exception {
        try (YarnScene yarn = open(2)) {
            YarnAttempt attempt = registered(yarn, 1);
            List<TaskManagerId> running = running(yarn, attempt, 1);
            attempt.unregister();

            yarn.await(() -> "the application is over", yarn::isOver);
            yarn.await(() -> "its container ends", () -> !yarn.runs(running.get(0)));
        }
    }
}
