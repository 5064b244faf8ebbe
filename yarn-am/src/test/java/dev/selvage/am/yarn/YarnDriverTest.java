package dev.selvage.am.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.token.SecretManager.InvalidToken;
import org.apache.hadoop.yarn.exceptions.ApplicationAttemptNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.junit.jupiter.api.Test;

class YarnDriverTest {

    /** YARN drops the password of an attempt that is over before it forgets the attempt: both mean the same. */
    @Test
    void anAttemptIsOverWhetherYarnHasForgottenItOrItsToken() {
        assertThat(YarnDriver.knowsNoMore(new ApplicationAttemptNotFoundException("gone")))
                .isTrue();
        assertThat(YarnDriver.knowsNoMore(new IOException(new InvalidToken("gone"))))
                .isTrue();
        assertThat(YarnDriver.knowsNoMore(new YarnException(new RemoteException(InvalidToken.class.getName(), "gone"))))
                .isTrue();
        assertThat(YarnDriver.knowsNoMore(new IOException("connection refused")))
                .isFalse();
        assertThat(YarnDriver.knowsNoMore(new RemoteException(IOException.class.getName(), "busy")))
                .isFalse();
    }

    @Test
    void whatYarnSaysBeforeThereIsALeaderIsToldToHimFirst() {
        YarnNews news = new YarnNews();
        List<ContainerEvent> heard = new ArrayList<>();
        news.put(new ContainerEvent.Ready(List.of()));
        news.put(new ContainerEvent.NodesCounted(3));

        news.tell(heard::add);
        news.put(new ContainerEvent.AsksForgotten());

        assertThat(heard)
                .containsExactly(
                        new ContainerEvent.Ready(List.of()),
                        new ContainerEvent.NodesCounted(3),
                        new ContainerEvent.AsksForgotten());
    }

    @Test
    void ofSeveralWishesForContainersTheLastOneIsSaid() throws Exception {
        YarnOrders orders = new YarnOrders();
        orders.ask(new ContainerAction.Ask(3, List.of()));
        orders.ask(new ContainerAction.Ask(1, List.of("a")));

        // It returns at once, since there is something to say.
        orders.await(Long.MAX_VALUE / 2_000_000);
        assertThat(orders.take().ask()).contains(new ContainerAction.Ask(1, List.of("a")));
        assertThat(orders.take().ask()).isEmpty();
    }
}
