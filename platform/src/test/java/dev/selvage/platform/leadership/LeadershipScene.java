package dev.selvage.platform.leadership;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.platform.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where a contract of leadership is tested: a cluster that belongs to one test, and has no processes at first. */
public interface LeadershipScene {

    /** How many want the same at once. */
    int RIVALS = 5;

    Duration BOUND = Duration.ofSeconds(60);

    JobId JOB = new JobId(1, 2);
    JobId OTHER_JOB = new JobId(1, 3);

    /** One more process of the cluster; the scene closes it after the test, if the test has not. */
    HighAvailabilityServices join() throws Exception;

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static void assertWritten(Term term, JobId job, String name, byte[] content) {
        assertThat(term.write(job, name, content)).as("writing %s", name).isEqualTo(WriteOutcome.WRITTEN);
    }

    static void assertHolds(Term term, JobId job, String name, byte[] content) throws IOException {
        assertThat(term.read(job, name))
                .hasValueSatisfying(found ->
                        assertThat(found).as("what is recorded as %s", name).isEqualTo(content));
    }

    /** What is told of a leader may be a moment old. */
    static void awaitLeader(HighAvailabilityServices services, LeaderRecord wanted) throws Exception {
        Await.until("the leader is " + wanted, BOUND, () -> services.leader().equals(Optional.of(wanted)));
    }

    /** That another term has begun, and nothing can be done in this one. */
    static void assertOver(Term term) {
        assertThat(term.write(JOB, "too-late", bytes("content"))).isEqualTo(WriteOutcome.REFUSED);
        assertThat(term.mark(JOB, "marked-too-late")).isEqualTo(WriteOutcome.REFUSED);
        assertThatThrownBy(() -> term.delete(JOB, "any")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> term.forget(JOB)).isInstanceOf(IOException.class);
    }

    /** That of several terms the one with the highest epoch goes on, and no other. */
    static void assertHighestLeads(List<Term> terms) {
        LeaderEpoch highest =
                terms.stream().map(Term::epoch).max(LeaderEpoch::compareTo).orElseThrow();
        for (Term term : terms) {
            if (term.epoch().equals(highest)) {
                assertWritten(term, JOB, "of-" + term.epoch(), bytes("the highest"));
            } else {
                assertOver(term);
            }
        }
    }
}
