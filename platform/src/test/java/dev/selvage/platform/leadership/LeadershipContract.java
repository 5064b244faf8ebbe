package dev.selvage.platform.leadership;

import static dev.selvage.platform.leadership.LeadershipScene.assertHighestLeads;
import static dev.selvage.platform.leadership.LeadershipScene.assertHolds;
import static dev.selvage.platform.leadership.LeadershipScene.assertWritten;
import static dev.selvage.platform.leadership.LeadershipScene.awaitLeader;
import static dev.selvage.platform.leadership.LeadershipScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.platform.Await;
import dev.selvage.platform.storage.Concurrently;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who leads, who may try, and who is told of it, with several processes of one cluster. Part of {@link TermContract}. */
public interface LeadershipContract extends LeadershipScene {

    // Who leads.

    @Test
    default void nobodyLeadsAtFirst() throws Exception {
        assertThat(join().leader()).isEmpty();
    }

    @Test
    default void whoLeadsIsFoundByAllOthers() throws Exception {
        HighAvailabilityServices leader = join();
        HighAvailabilityServices before = join();
        assertThat(before.leader()).isEmpty();

        Term term = leader.lead();
        term.announce("host:6123", "http://host:8081");

        LeaderRecord wanted = new LeaderRecord(term.epoch(), "host:6123", "http://host:8081");
        awaitLeader(before, wanted);
        awaitLeader(leader, wanted);
        awaitLeader(join(), wanted);
    }

    @Test
    default void untilALeaderSaysWhereHeIsNobodyIsToldAnAddress() throws Exception {
        HighAvailabilityServices watcher = join();
        join().lead();
        assertThat(watcher.leader()).isEmpty();
        Term second = join().lead();
        second.announce("second:1", "http://second:2");

        awaitLeader(watcher, new LeaderRecord(second.epoch(), "second:1", "http://second:2"));
        Term third = join().lead();

        Await.until(
                "nobody is told where the leader was",
                BOUND,
                () -> watcher.leader().isEmpty());
        assertThatThrownBy(() -> second.announce("second:3", "http://second:4")).isInstanceOf(IOException.class);
        assertThat(watcher.leader()).isEmpty();
        third.announce("third:1", "http://third:2");
        awaitLeader(watcher, new LeaderRecord(third.epoch(), "third:1", "http://third:2"));
    }

    @Test
    default void anEpochNeverShowsWithAnAddressThatIsNotItsOwn() throws Exception {
        HighAvailabilityServices watcher = join();
        HighAvailabilityServices leading = join();
        AtomicBoolean over = new AtomicBoolean();
        Callable<List<LeaderRecord>> watching = () -> {
            List<LeaderRecord> seen = new ArrayList<>();
            while (!over.get()) {
                watcher.leader().ifPresent(seen::add);
            }
            watcher.leader().ifPresent(seen::add);
            return seen;
        };
        Callable<List<LeaderRecord>> leaders = () -> {
            for (int term = 0; term < 20; term++) {
                Term next = leading.lead();
                next.announce("host-" + next.epoch() + ":1", "http://host-" + next.epoch());
            }
            over.set(true);
            return List.of();
        };

        List<LeaderRecord> seen = Concurrently.run(List.of(watching, leaders)).get(0);

        assertThat(seen).isNotEmpty().allSatisfy(record -> {
            assertThat(record.control()).isEqualTo("host-" + record.epoch() + ":1");
            assertThat(record.rest()).isEqualTo("http://host-" + record.epoch());
        });
        assertThat(seen).extracting(LeaderRecord::epoch).isSorted();
    }

    @Test
    default void aLeaderMaySayAgainWhereHeIs() throws Exception {
        Term term = join().lead();
        term.announce("one:1", "http://one:2");
        assertWritten(term, JOB, "before", bytes("content"));

        term.announce("one:1", "http://one:2");

        awaitLeader(join(), new LeaderRecord(term.epoch(), "one:1", "http://one:2"));
        assertWritten(term, JOB, "after", bytes("content"));
    }

    @Test
    default void epochsRise() throws Exception {
        HighAvailabilityServices one = join();
        HighAvailabilityServices other = join();
        List<LeaderEpoch> epochs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            epochs.add(one.lead().epoch());
            epochs.add(other.lead().epoch());
            epochs.add(join().lead().epoch());
        }

        assertThat(epochs).isSorted().doesNotHaveDuplicates().doesNotContain(new LeaderEpoch(0));
    }

    @Test
    default void ofManyWhoTakeTheLeadAtOnceEachHasAnEpochAndTheHighestGoesOn() throws Exception {
        List<Callable<Term>> takers = new ArrayList<>();
        for (int rival = 0; rival < RIVALS; rival++) {
            takers.add(join()::lead);
        }

        List<Term> terms = Concurrently.run(takers);

        assertThat(terms).extracting(Term::epoch).doesNotHaveDuplicates();
        assertHighestLeads(terms);
    }

    // Whose turn it is.

    @Test
    default void whoIsAloneHasHisTurn() throws Exception {
        HighAvailabilityServices alone = join();

        alone.awaitTurn();
        alone.awaitTurn();

        assertThat(alone.lead().epoch()).isGreaterThan(new LeaderEpoch(0));
    }

    @Test
    default void theTurnOfOneComesWhenTheOneBeforeHasLeft() throws Exception {
        HighAvailabilityServices first = join();
        HighAvailabilityServices second = join();
        first.awaitTurn();
        Term firstTerm = first.lead();
        firstTerm.announce("first:1", "http://first:2");
        AtomicReference<String> left = new AtomicReference<>("not yet");
        Callable<String> waiting = () -> {
            second.awaitTurn();
            return left.get();
        };
        Callable<String> leaving = () -> {
            // Whoever waits has no turn meanwhile.
            for (int i = 0; i < 20; i++) {
                assertWritten(firstTerm, JOB, "record-" + i, bytes("content"));
            }
            left.set("left");
            first.close();
            return "";
        };

        assertThat(Concurrently.run(List.of(waiting, leaving)).get(0)).isEqualTo("left");
        assertThat(second.lead().epoch()).isGreaterThan(firstTerm.epoch());
    }

    @Test
    default void whatATermDecidedStaysWhenItsProcessLeaves() throws Exception {
        HighAvailabilityServices first = join();
        Term term = first.lead();
        term.announce("first:1", "http://first:2");
        assertWritten(term, JOB, "graph", bytes("content"));
        HighAvailabilityServices second = join();

        first.close();
        first.close();

        awaitLeader(second, new LeaderRecord(term.epoch(), "first:1", "http://first:2"));
        assertHolds(second.lead(), JOB, "graph", bytes("content"));
    }
}
