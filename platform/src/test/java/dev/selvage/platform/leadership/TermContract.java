package dev.selvage.platform.leadership;

import static dev.selvage.platform.leadership.LeadershipScene.assertHighestLeads;
import static dev.selvage.platform.leadership.LeadershipScene.assertHolds;
import static dev.selvage.platform.leadership.LeadershipScene.assertOver;
import static dev.selvage.platform.leadership.LeadershipScene.assertWritten;
import static dev.selvage.platform.leadership.LeadershipScene.awaitLeader;
import static dev.selvage.platform.leadership.LeadershipScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.platform.storage.Concurrently;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * What every kind of high availability must do, with several processes of one cluster: one term ends the one before, in one step,
 * and what was decided until then is what the next one finds. Whatever answers slowly, or not at all, is another matter.
 */
public interface TermContract extends LeadershipContract, RecordContract {

    /** A process of another cluster, which shares with the first all that clusters may share. */
    HighAvailabilityServices otherCluster() throws Exception;

    // What a term may do, and one that is over may not.

    @Test
    default void aTermThatIsOverDecidesNothing() throws Exception {
        Term old = join().lead();
        assertWritten(old, JOB, "graph", bytes("content"));
        assertThat(old.mark(JOB, "deployed-1")).isEqualTo(WriteOutcome.WRITTEN);

        Term now = join().lead();

        assertOver(old);
        assertThat(old.write(JOB, "graph", bytes("content"))).isEqualTo(WriteOutcome.REFUSED);
        assertThat(old.mark(JOB, "deployed-1")).isEqualTo(WriteOutcome.REFUSED);
        assertThat(old.write(OTHER_JOB, "graph", bytes("content"))).isEqualTo(WriteOutcome.REFUSED);
        assertThat(old.mark(OTHER_JOB, "deployed-1")).isEqualTo(WriteOutcome.REFUSED);
        assertThatThrownBy(() -> old.delete(JOB, "graph")).isInstanceOf(IOException.class);
        assertThat(now.jobs()).containsExactly(JOB);
        assertThat(now.names(JOB)).containsExactly("deployed-1", "graph");
        assertThat(now.names(OTHER_JOB)).isEmpty();
        assertHolds(now, JOB, "graph", bytes("content"));
    }

    @Test
    default void aTermThatIsOverBringsNothingBack() throws Exception {
        Term old = join().lead();
        assertWritten(old, JOB, "graph", bytes("content"));
        assertWritten(old, OTHER_JOB, "graph", bytes("content"));
        assertWritten(old, OTHER_JOB, "deployment", bytes("content"));
        Term now = join().lead();
        now.forget(JOB);
        now.delete(OTHER_JOB, "graph");

        assertThat(old.write(JOB, "graph", bytes("content"))).isEqualTo(WriteOutcome.REFUSED);
        assertThat(old.mark(JOB, "marked")).isEqualTo(WriteOutcome.REFUSED);
        assertThat(old.write(OTHER_JOB, "graph", bytes("content"))).isEqualTo(WriteOutcome.REFUSED);
        assertOver(old);

        inThisTermAndTheNext(now, term -> {
            assertThat(term.jobs()).containsExactly(OTHER_JOB);
            assertThat(term.names(JOB)).isEmpty();
            assertThat(term.read(JOB, "graph")).isEmpty();
            assertThat(term.names(OTHER_JOB)).containsExactly("deployment");
        });
    }

    @Test
    default void oneProcessMayLeadAgainAndItsTermBeforeIsOver() throws Exception {
        HighAvailabilityServices process = join();
        Term first = process.lead();
        assertWritten(first, JOB, "graph", bytes("content"));

        Term second = process.lead();

        assertHighestLeads(List.of(first, second));
        assertHolds(second, JOB, "graph", bytes("content"));
    }

    @Test
    default void whatIsWrittenWhileTheLeadPassesOnIsInheritedOrRefused() throws Exception {
        HighAvailabilityServices first = join();
        HighAvailabilityServices second = join();
        int terms = 6;
        List<Term> taken = new CopyOnWriteArrayList<>(List.of(first.lead()));
        AtomicBoolean over = new AtomicBoolean();
        Callable<List<String>> writing = () -> {
            List<String> written = new ArrayList<>();
            for (int i = 0; !over.get(); i++) {
                Term term = taken.get(taken.size() - 1);
                if (term.write(JOB, "record-" + i, bytes("of " + i)) == WriteOutcome.WRITTEN) {
                    written.add("record-" + i);
                }
                if (term.mark(JOB, "mark-" + i) == WriteOutcome.WRITTEN) {
                    written.add("mark-" + i);
                }
            }
            return written;
        };
        Callable<List<String>> leading = () -> {
            for (int term = 0; term < terms; term++) {
                Term next = term % 2 == 0 ? second.lead() : first.lead();
                assertWritten(next, OTHER_JOB, "term-" + term, bytes("content"));
                taken.add(next);
            }
            over.set(true);
            return List.of();
        };

        List<String> written = Concurrently.run(List.of(writing, leading)).get(0);

        Term last = join().lead();
        assertThat(last.names(JOB)).containsExactlyInAnyOrderElementsOf(written);
        assertThat(last.names(OTHER_JOB)).hasSize(terms);
        for (String name : written) {
            assertHolds(last, JOB, name, name.startsWith("mark") ? new byte[0] : bytes("of " + name.substring(7)));
        }
    }

    @Test
    default void clustersSeeNothingOfEachOther() throws Exception {
        Term here = join().lead();
        here.announce("here:1", "http://here:2");
        assertWritten(here, JOB, "graph", bytes("here"));
        HighAvailabilityServices elsewhere = otherCluster();
        assertThat(elsewhere.leader()).isEmpty();

        elsewhere.awaitTurn();
        Term there = elsewhere.lead();

        assertThat(there.jobs()).isEmpty();
        assertWritten(there, JOB, "graph", bytes("there"));
        there.forget(JOB);
        assertHolds(here, JOB, "graph", bytes("here"));
        assertWritten(here, JOB, "pointer", bytes("here"));
        awaitLeader(join(), new LeaderRecord(here.epoch(), "here:1", "http://here:2"));
    }
}
