package dev.selvage.it.leadership;

import static dev.selvage.platform.leadership.LeadershipScene.BOUND;
import static dev.selvage.platform.leadership.LeadershipScene.JOB;
import static dev.selvage.platform.leadership.LeadershipScene.OTHER_JOB;
import static dev.selvage.platform.leadership.LeadershipScene.assertHolds;
import static dev.selvage.platform.leadership.LeadershipScene.assertOver;
import static dev.selvage.platform.leadership.LeadershipScene.assertWritten;
import static dev.selvage.platform.leadership.LeadershipScene.awaitLeader;
import static dev.selvage.platform.leadership.LeadershipScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.platform.Await;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.leadership.LeaderRecord;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.storage.Concurrently;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of leadership when connections to ZooKeeper break, sessions end, and ZooKeeper is away. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class ZooKeeperOutageIT {

    /** For whoever is to be told at once that there is no answer. */
    private static final Map<String, String> IMPATIENT =
            Map.of("connection-timeout", "1 s", "retry-wait", "10 ms", "max-retry-attempts", "0");

    /** For whoever repeats what got no answer. */
    private static final Map<String, String> PATIENT =
            Map.of("connection-timeout", "5 s", "retry-wait", "10 ms", "max-retry-attempts", "20");

    /** The same with a session that ends soon. */
    private static final Map<String, String> SHORT_SESSION = Map.of(
            "connection-timeout", "1 s", "retry-wait", "10 ms", "max-retry-attempts", "20", "session-timeout", "1 s");

    @TempDir
    private Path directory;

    private ZooKeeperScene scene;
    private Wire wire;

    @BeforeEach
    void begin() throws Exception {
        scene = new ZooKeeperScene(directory);
        wire = scene.wire();
    }

    @AfterEach
    void end() throws Exception {
        scene.end();
    }

    private HighAvailabilityServices joinByWire(Map<String, String> client) throws Exception {
        return scene.join(wire.address(), client);
    }

    @Test
    void aLeaderWhoseSessionEndedLeadsOnUntilAnotherOneTakesTheLead() throws Exception {
        HighAvailabilityServices leader = joinByWire(SHORT_SESSION);
        HighAvailabilityServices standby = scene.join();
        leader.awaitTurn();
        Term term = leader.lead();
        term.announce("first:1", "http://first:2");
        assertWritten(term, JOB, "before", bytes("content"));

        wire.cut();
        // Whoever has left the line, or whose session has ended, is not waited for.
        standby.awaitTurn();
        wire.mend();

        Await.until(
                "the leader writes", BOUND, () -> term.write(JOB, "after", bytes("content")) == WriteOutcome.WRITTEN);
        awaitLeader(standby, new LeaderRecord(term.epoch(), "first:1", "http://first:2"));
        term.announce("first:3", "http://first:4");
        Term next = standby.lead();
        assertOver(term);
        assertThatThrownBy(() -> term.announce("first:5", "http://first:6")).isInstanceOf(IOException.class);
        assertThat(next.epoch()).isGreaterThan(term.epoch());
        assertThat(next.names(JOB)).containsExactly("after", "before");
    }

    @Test
    void aConnectionThatBreaksPassesTheTurnToNobody() throws Exception {
        HighAvailabilityServices leader = joinByWire(PATIENT);
        HighAvailabilityServices standby = scene.join();
        leader.awaitTurn();
        Term term = leader.lead();
        AtomicReference<String> happened = new AtomicReference<>("nothing");
        CompletableFuture<String> turn = CompletableFuture.supplyAsync(() -> {
            awaitTurn(standby);
            return happened.get();
        });

        for (int i = 0; i < 3; i++) {
            wire.cut();
            wire.mend();
            assertWritten(term, JOB, "record-" + i, bytes("content"));
            leader.awaitTurn();
        }
        happened.set("the leader left");
        leader.close();

        assertThat(turn.get(BOUND.toSeconds(), TimeUnit.SECONDS)).isEqualTo("the leader left");
    }

    private static void awaitTurn(HighAvailabilityServices services) {
        try {
            services.awaitTurn();
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void whileZooKeeperIsAwayNothingIsKnownAndThenEverythingGoesOn() throws Exception {
        HighAvailabilityServices services = joinByWire(IMPATIENT);
        Term term = services.lead();
        term.announce("host:1", "http://host:2");
        assertWritten(term, JOB, "graph", bytes("content"));

        wire.cut();

        assertThat(term.write(JOB, "pointer", bytes("content"))).isEqualTo(WriteOutcome.UNKNOWN);
        assertThat(term.write(JOB, "pointer", bytes("content"))).isEqualTo(WriteOutcome.UNKNOWN);
        assertThat(term.mark(JOB, "mark")).isEqualTo(WriteOutcome.UNKNOWN);
        List<ThrowingCallable> others = List.of(
                services::leader,
                services::lead,
                term::jobs,
                () -> term.names(JOB),
                () -> term.read(JOB, "graph"),
                () -> term.delete(JOB, "graph"),
                () -> term.forget(JOB),
                () -> term.announce("host:3", "http://host:4"));
        List<Callable<Boolean>> atOnce = new ArrayList<>();
        for (ThrowingCallable other : others) {
            atOnce.add(() -> {
                assertThatThrownBy(other)
                        .isInstanceOf(IOException.class)
                        .hasMessageMatching("Expected to .*, but ZooKeeper at " + wire.address()
                                + " gave no answer \\(\\w+\\)\\. Look whether it runs and can be reached from here\\.");
                return true;
            });
        }
        assertThat(Concurrently.run(atOnce)).containsOnly(true);

        wire.mend();

        Await.until("ZooKeeper answers", BOUND, () -> term.mark(JOB, "mark") == WriteOutcome.WRITTEN);
        assertWritten(term, JOB, "pointer", bytes("content"));
        awaitLeader(services, new LeaderRecord(term.epoch(), "host:1", "http://host:2"));
        assertThat(term.names(JOB)).containsExactly("graph", "mark", "pointer");
        assertHolds(term, JOB, "graph", bytes("content"));
        assertThat(scene.recordFiles()).as("writing again needs no other file").hasSize(2);
    }

    @Test
    void aProcessMayStartBeforeZooKeeper() throws Exception {
        wire.cut();
        HighAvailabilityServices services = joinByWire(IMPATIENT);
        CompletableFuture<Void> turn = CompletableFuture.runAsync(() -> awaitTurn(services));
        assertThatThrownBy(services::leader).isInstanceOf(IOException.class);

        wire.mend();

        turn.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        assertWritten(services.lead(), JOB, "graph", bytes("content"));
    }

    @Test
    void aWriteWhoseReplyWasLostIsWrittenWhenItIsRepeated() throws Exception {
        Term term = joinByWire(IMPATIENT).lead();

        wire.loseReplyTo(Wire.Request.MULTI);
        assertThat(term.mark(JOB, "first-of-the-job")).isEqualTo(WriteOutcome.UNKNOWN);
        awaitWritten(() -> term.mark(JOB, "first-of-the-job"));
        wire.loseReplyTo(Wire.Request.MULTI);
        assertThat(term.write(JOB, "graph", bytes("content"))).isEqualTo(WriteOutcome.UNKNOWN);
        awaitWritten(() -> term.write(JOB, "graph", bytes("content")));
        wire.loseReplyTo(Wire.Request.MULTI);
        assertThat(term.mark(JOB, "mark")).isEqualTo(WriteOutcome.UNKNOWN);
        awaitWritten(() -> term.mark(JOB, "mark"));

        assertThat(wire.hasLostReply()).isTrue();
        assertThat(term.write(JOB, "graph", bytes("else"))).isEqualTo(WriteOutcome.REFUSED);
        Term next = scene.join().lead();
        assertThat(next.names(JOB)).containsExactly("first-of-the-job", "graph", "mark");
        assertHolds(next, JOB, "graph", bytes("content"));
    }

    private interface Write {
        WriteOutcome make();
    }

    private static void awaitWritten(Write write) throws Exception {
        Await.until("what was written is known to be", BOUND, () -> {
            WriteOutcome outcome = write.make();
            assertThat(outcome).isNotEqualTo(WriteOutcome.REFUSED);
            return outcome == WriteOutcome.WRITTEN;
        });
    }

    @Test
    void aWriteIsRepeatedAsOftenAsTheOptionsSayBeforeItIsUnknown() throws Exception {
        Term term = joinByWire(PATIENT).lead();

        wire.loseReplyTo(Wire.Request.MULTI);
        assertWritten(term, JOB, "graph", bytes("content"));
        assertThat(wire.hasLostReply()).isTrue();
        wire.loseReplyTo(Wire.Request.MULTI);
        assertThat(term.mark(JOB, "mark")).isEqualTo(WriteOutcome.WRITTEN);

        assertThat(wire.hasLostReply()).isTrue();
        assertThat(term.names(JOB)).containsExactly("graph", "mark");
        assertThat(scene.recordFiles()).hasSize(1);
    }

    @Test
    void whoLostTheReplyToTakingTheLeadHasTakenItOnce() throws Exception {
        Term before = scene.join().lead();
        HighAvailabilityServices services = joinByWire(PATIENT);
        assertThat(services.leader()).isEmpty();

        wire.loseReplyTo(Wire.Request.SET_DATA);
        Term term = services.lead();

        assertThat(wire.hasLostReply()).isTrue();
        assertThat(term.epoch()).isEqualTo(before.epoch().next());
        assertWritten(term, JOB, "graph", bytes("content"));
        wire.loseReplyTo(Wire.Request.SET_DATA);
        term.announce("host:1", "http://host:2");
        assertThat(wire.hasLostReply()).isTrue();
        awaitLeader(scene.join(), new LeaderRecord(term.epoch(), "host:1", "http://host:2"));
        assertThat(term.mark(JOB, "mark")).isEqualTo(WriteOutcome.WRITTEN);
    }

    @Test
    void whatWasDeletedIsGoneAlthoughTheReplyWasLost() throws Exception {
        Term term = joinByWire(PATIENT).lead();
        for (String name : List.of("one", "other")) {
            assertWritten(term, JOB, name, bytes("content"));
            assertWritten(term, OTHER_JOB, name, bytes("content"));
        }

        wire.loseReplyTo(Wire.Request.MULTI);
        term.delete(JOB, "one");
        assertThat(wire.hasLostReply()).isTrue();
        wire.loseReplyTo(Wire.Request.MULTI);
        term.forget(OTHER_JOB);

        assertThat(wire.hasLostReply()).isTrue();
        assertThat(term.jobs()).containsExactly(JOB);
        assertThat(term.names(JOB)).containsExactly("other");
        assertThat(scene.recordFiles()).hasSize(1);
    }

    @Test
    void aWriteThatTookEffectUnknownToItsTermIsInheritedAndItsTermIsOver() throws Exception {
        Term term = joinByWire(IMPATIENT).lead();
        // The first record of a job takes another request to find that out.
        assertWritten(term, JOB, "before", bytes("content"));
        wire.loseReplyTo(Wire.Request.MULTI);
        assertThat(term.write(JOB, "graph", bytes("content"))).isEqualTo(WriteOutcome.UNKNOWN);
        wire.cut();

        Term next = scene.join().lead();

        assertHolds(next, JOB, "graph", bytes("content"));
        wire.mend();
        Await.until(
                "the old term is known to be over",
                BOUND,
                () -> term.write(JOB, "graph", bytes("content")) == WriteOutcome.REFUSED);
        assertHolds(next, JOB, "graph", bytes("content"));
    }

    @Test
    void leavingEndsAlsoWhereZooKeeperIsSilent() throws Exception {
        HighAvailabilityServices services =
                joinByWire(Map.of("session-timeout", "10 min", "connection-timeout", "10 min"));
        services.awaitTurn();
        Term term = services.lead();
        wire.silence();

        services.close();

        assertThatThrownBy(services::leader)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("this process has left ZooKeeper");
        assertThatThrownBy(services::awaitTurn).isInstanceOf(IOException.class);
        assertThat(term.mark(JOB, "mark")).isEqualTo(WriteOutcome.UNKNOWN);
    }
}
