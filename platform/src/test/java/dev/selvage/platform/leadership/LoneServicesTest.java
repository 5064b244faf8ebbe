package dev.selvage.platform.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.id.LeaderEpoch;
import org.junit.jupiter.api.Test;

/** What nobody remembers is kept for as long as the term lasts, and by the same contract; and nothing is inherited. */
final class LoneServicesTest implements RecordContract {

    @Override
    public HighAvailabilityServices join() {
        return new LoneServices("host:6123", "http://host:8081");
    }

    @Override
    public void inThisTermAndTheNext(Term term, Check check) throws Exception {
        check.in(term);
    }

    @Test
    void whereTheLeaderIsIsKnownBeforeThereIsOne() throws Exception {
        HighAvailabilityServices services = join();
        LeaderRecord wanted = new LeaderRecord(new LeaderEpoch(1), "host:6123", "http://host:8081");
        assertThat(services.leader()).hasValue(wanted);

        services.awaitTurn();
        Term term = services.lead();
        term.announce("elsewhere:1", "http://elsewhere:2");

        assertThat(term.epoch()).isEqualTo(wanted.epoch());
        assertThat(services.leader()).hasValue(wanted);
    }

    @Test
    void theNextTermBeginsWithNothing() throws Exception {
        HighAvailabilityServices services = join();
        LeadershipScene.assertWritten(services.lead(), JOB, "graph", LeadershipScene.bytes("content"));

        assertThat(services.lead().jobs()).isEmpty();
    }
}
