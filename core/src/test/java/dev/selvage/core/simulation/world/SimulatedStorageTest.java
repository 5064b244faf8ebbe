package dev.selvage.core.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.FileModel.Outcome;
import dev.selvage.core.simulation.world.SimulatedStorage.Reply;
import dev.selvage.core.simulation.world.SimulatedStorage.Request;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatedStorageTest {

    private static final long SECOND = 1_000_000;

    private final Simulation simulation = new Simulation(14);
    private final Cuts cuts = new Cuts();
    private final SimulatedStorage storage = new SimulatedStorage(simulation, cuts);
    private final Listener client;

    SimulatedStorageTest() {
        simulation.faults().stop();
        client = new Listener(simulation, "client");
    }

    private Object ask(Request request) {
        storage.submit(client.asking(), request);
        simulation.runFor(SECOND);
        return client.heard.get(client.heard.size() - 1);
    }

    @Test
    void withoutFaultsItDoesWhatItIsAskedAndSaysSo() {
        assertThat(ask(new Request.CreateDirectories("/a/b"))).isEqualTo(new Reply.Came(Outcome.DONE));
        assertThat(ask(new Request.Create("/a/b/file", "text"))).isEqualTo(new Reply.Came(Outcome.DONE));
        assertThat(ask(new Request.Create("/a/b/file", "other"))).isEqualTo(new Reply.Came(Outcome.EXISTS));
        assertThat(ask(new Request.Rename("/a/b", "/a/c"))).isEqualTo(new Reply.Came(Outcome.DONE));
        assertThat(ask(new Request.Create("/a/b/late", "text"))).isEqualTo(new Reply.Came(Outcome.MISSING));
        assertThat(ask(new Request.Read("/a/c/file"))).isEqualTo(new Reply.Content(Optional.of("text")));
        assertThat(ask(new Request.ListNames("/a"))).isEqualTo(new Reply.Names(Optional.of(List.of("c"))));
        assertThat(ask(new Request.ListNames("/a/b"))).isEqualTo(new Reply.Names(Optional.empty()));
        assertThat(ask(new Request.Delete("/a"))).isEqualTo(new Reply.Came(Outcome.NOT_EMPTY));
        assertThat(ask(new Request.DeleteTree("/a"))).isEqualTo(new Reply.Came(Outcome.DONE));
        assertThat(ask(new Request.Read("/a/c/file"))).isEqualTo(new Reply.Content(Optional.empty()));
    }

    @Test
    void aLostWriteDidNothing() {
        simulation.faults().set(Faults.Kind.WRITE_LOST, 1);

        assertThat(ask(new Request.Create("/file", "text"))).isEqualTo(new Reply.Unknown());
        assertThat(storage.files().read("/file")).isEmpty();
    }

    @Test
    void aLostReplyDidEverything() {
        simulation.faults().set(Faults.Kind.REPLY_LOST, 1);

        assertThat(ask(new Request.Create("/file", "text"))).isEqualTo(new Reply.Unknown());
        assertThat(storage.files().read("/file")).contains("text");
    }

    @Test
    void aReplyReachesTheLifeThatAskedAndNotTheNextOne() {
        storage.submit(client.asking(), new Request.Create("/file", "text"));
        client.process.crash();
        client.process.start();
        storage.submit(client.asking(), new Request.Read("/file"));
        simulation.runFor(SECOND);

        assertThat(client.heard).hasSize(1).allMatch(Reply.Content.class::isInstance);
        assertThat(storage.files().read("/file")).contains("text");
    }

    @Test
    void aRequestThatWasGivenUpMayTakeEffectLater() {
        simulation.faults().set(Faults.Kind.LATE_WRITE, 1);
        storage.submit(client.asking(), new Request.Create("/file", "text"));
        simulation.runFor(SECOND / 50);

        assertThat(client.heard).containsExactly(new Reply.Unknown());
        assertThat(storage.files().read("/file")).isEmpty();
        simulation.runFor(11 * SECOND);
        assertThat(storage.files().read("/file")).contains("text");
    }

    @Test
    void whoIsCutOffFromStorageDoesNotKnowWhetherItWasReached() {
        cuts.cut("client", Cuts.STORAGE);
        storage.submit(client.asking(), new Request.Create("/one", ""));
        simulation.runFor(3 * SECOND);
        cuts.healAll();
        cuts.cut(Cuts.STORAGE, "client");
        storage.submit(client.asking(), new Request.Create("/other", ""));
        simulation.runFor(3 * SECOND);

        assertThat(client.heard).containsExactly(new Reply.Unknown(), new Reply.Unknown());
        assertThat(storage.files().list("")).contains(List.of("other"));
    }
}
