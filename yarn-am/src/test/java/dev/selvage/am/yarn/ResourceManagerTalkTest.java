package dev.selvage.am.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerExitStatus;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerState;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.PreemptionContainer;
import org.apache.hadoop.yarn.api.records.PreemptionMessage;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.StrictPreemptionContract;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.junit.jupiter.api.Test;

/** What YARN's own client sends for what is ordered, and what becomes of what it gets. */
class ResourceManagerTalkTest {

    private static final ContainerShape SHAPE = new ContainerShape(1024, 2, new TreeMap<>(), Optional.of("fast"));
    private static final ContainerEvent TWO_NODES = new ContainerEvent.NodesCounted(2);

    private final ScriptedYarn yarn = new ScriptedYarn();
    private final List<ContainerEvent> news = new ArrayList<>();
    private final ResourceManagerTalk talk = new ResourceManagerTalk(
            yarn.client(), new YarnConfiguration(), SHAPE, news::add, new ConcurrentHashMap<>());

    private static ContainerId id(int number) {
        return ContainerId.newContainerId(
                ApplicationAttemptId.newInstance(ApplicationId.newInstance(1_700_000_000_000L, 1), 1), number);
    }

    private static TaskManagerId named(int number) {
        return new TaskManagerId(id(number).toString());
    }

    private static Container container(int number, long request) {
        Container container = Container.newInstance(
                id(number),
                NodeId.newInstance("node" + number, 45454),
                "",
                Resource.newInstance(1024, 2),
                Priority.newInstance(1),
                null);
        container.setAllocationRequestId(request);
        return container;
    }

    private static dev.selvage.core.jobmanager.containers.Container told(int number) {
        return new dev.selvage.core.jobmanager.containers.Container(named(number), "node" + number, 1024);
    }

    private void exchange(Optional<ContainerAction.Ask> ask, TaskManagerId... releases) throws Exception {
        talk.exchange(new YarnOrders.Batch(ask, List.of(releases)));
    }

    private void ask(int count, String... avoid) throws Exception {
        exchange(Optional.of(new ContainerAction.Ask(count, List.of(avoid))));
    }

    /** How many are wanted under each number, as the last exchange has said; what it did not mention stands as before. */
    private SortedMap<Long, Integer> said() {
        SortedMap<Long, Integer> said = new TreeMap<>();
        yarn.last().getAskList().forEach(one -> said.put(one.getAllocationRequestId(), one.getNumContainers()));
        return said;
    }

    @Test
    void eachContainerIsAskedForUnderANumberOfItsOwn() throws Exception {
        ask(2);

        assertThat(said()).isEqualTo(new TreeMap<>(Map.of(1L, 1, 2L, 1)));
        assertThat(yarn.last().getAskList()).allSatisfy(one -> {
            assertThat(one.getCapability()).isEqualTo(Resource.newInstance(1024, 2));
            assertThat(one.getNodeLabelExpression()).isEqualTo("fast");
            assertThat(one.getResourceName()).isEqualTo("*");
        });
        assertThat(talk.isMissingSomething()).isTrue();
    }

    /** YARN-1902: a count that is sent for the rest would order anew what was granted in between. */
    @Test
    void whatIsGrantedIsTakenBackUnderItsOwnNumberAndTheOthersAreNotMentioned() throws Exception {
        ask(2);
        yarn.answer(answer -> answer.setAllocatedContainers(List.of(container(7, 1))));
        exchange(Optional.empty());
        exchange(Optional.empty());

        assertThat(said()).isEqualTo(new TreeMap<>(Map.of(1L, 0)));
        assertThat(news).containsExactly(TWO_NODES, new ContainerEvent.Granted(List.of(told(7))));
        assertThat(talk.isMissingSomething()).isTrue();
        yarn.answer(answer -> answer.setAllocatedContainers(List.of(container(8, 2))));
        exchange(Optional.empty());
        assertThat(talk.isMissingSomething()).isFalse();
    }

    @Test
    void aRestartedResourceManagerIsToldAgainWhatStandsAndWhatWasGivenBack() throws Exception {
        ask(3, "bad");
        yarn.answer(answer -> answer.setAllocatedContainers(List.of(container(7, 1))));
        exchange(Optional.empty(), named(4));
        exchange(Optional.empty());
        yarn.restart();

        exchange(Optional.empty());

        assertThat(yarn.registrations()).isEqualTo(1);
        assertThat(said()).isEqualTo(new TreeMap<>(Map.of(2L, 1, 3L, 1)));
        assertThat(yarn.last().getReleaseList()).containsExactly(id(4));
        assertThat(yarn.last().getResourceBlacklistRequest().getBlacklistAdditions())
                .containsExactly("bad");
    }

    @Test
    void nodesAreAvoidedAsLongAsTheLastOrderNamesThem() throws Exception {
        ask(1, "a", "b");
        assertThat(yarn.last().getResourceBlacklistRequest().getBlacklistAdditions())
                .containsExactlyInAnyOrder("a", "b");
        ask(1, "b", "c");

        assertThat(yarn.last().getResourceBlacklistRequest().getBlacklistAdditions())
                .containsExactly("c");
        assertThat(yarn.last().getResourceBlacklistRequest().getBlacklistRemovals())
                .containsExactly("a");
    }

    @Test
    void whatYarnSaysBecomesNews() throws Exception {
        talk.registered(ScriptedYarn.registration(List.of(container(2, 0))));
        yarn.answer(answer -> {
            answer.setContainersFromPreviousAttempts(List.of(container(3, 0)));
            answer.setCompletedContainersStatuses(List.of(
                    ContainerStatus.newInstance(id(2), ContainerState.COMPLETE, "gone", ContainerExitStatus.ABORTED)));
            answer.setPreemptionMessage(PreemptionMessage.newInstance(
                    StrictPreemptionContract.newInstance(Set.of(PreemptionContainer.newInstance(id(3)))), null));
        });

        exchange(Optional.empty());

        assertThat(news)
                .containsExactly(
                        new ContainerEvent.Ready(List.of(told(2))),
                        TWO_NODES,
                        new ContainerEvent.Inherited(List.of(told(3))),
                        new ContainerEvent.Completed(
                                named(2),
                                false,
                                ContainerEnd.of(ContainerExitStatus.ABORTED, "gone")
                                        .reason()),
                        new ContainerEvent.Leaving(List.of(named(3))));
    }

    @Test
    void aTaskManagerInNoContainerIsGivenBackToNobody() throws Exception {
        exchange(Optional.empty(), new TaskManagerId("started-by-hand"), named(5));

        assertThat(yarn.last().getReleaseList()).containsExactly(id(5));
    }

    @Test
    void whereYarnGrantsNothingSoLargeNothingIsAskedFor() throws Exception {
        talk.askForNothing();

        ask(2);

        assertThat(said()).isEmpty();
        assertThat(talk.isMissingSomething()).isFalse();
    }
}
