package dev.selvage.platform.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.platform.http.HttpReply;
import dev.selvage.platform.http.HttpScene;
import dev.selvage.platform.http.Route;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestLeaderCheckTest {

    private static final LeaderReply THIRD = new LeaderReply(3, "host:1");

    @TempDir
    private Path directory;

    private final RestLeaderCheck check = new RestLeaderCheck(Duration.ofSeconds(30));

    private HttpScene scene(Route... routes) throws Exception {
        return HttpScene.of(directory.resolve("uploads"), routes);
    }

    private static LeaderRecord leader(long epoch, String control, HttpScene at) {
        return new LeaderRecord(
                new LeaderEpoch(epoch), control, "http://" + at.address().getAuthority());
    }

    @Test
    void whoeverLeadsAnswersUnderItsOwnEpochAndAddressAlone() throws Exception {
        try (HttpScene scene = scene(Route.get(LeaderReply.PATH, request -> HttpReply.json(THIRD)))) {
            assertThat(check.answers(leader(3, "host:1", scene))).isTrue();
            assertThat(check.answers(leader(2, "host:1", scene))).isFalse();
            assertThat(check.answers(leader(3, "host:2", scene))).isFalse();
        }
    }

    @Test
    void whoeverElseHasTheLeadersPortByNowIsNotTheLeader() throws Exception {
        URI itself = URI.create("http://" + HttpScene.HOST + "/v1" + LeaderReply.PATH);
        try (HttpScene standby = scene(Route.get(LeaderReply.PATH, request -> HttpReply.redirect(itself)));
                HttpScene another = scene(Route.get("/", request -> HttpReply.text("welcome")));
                HttpScene talkative = scene(Route.get(LeaderReply.PATH, request -> HttpReply.text("welcome")))) {
            assertThat(check.answers(leader(3, "host:1", standby))).isFalse();
            assertThat(check.answers(leader(3, "host:1", another))).isFalse();
            assertThat(check.answers(leader(3, "host:1", talkative))).isFalse();
        }
    }

    @Test
    void aLeaderThatHasJustBegunIsGivenAMoment() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (HttpScene scene = scene(Route.get(
                LeaderReply.PATH,
                request -> asked.incrementAndGet() < 3
                        ? HttpReply.json(Map.of()).withStatus(503)
                        : HttpReply.json(THIRD)))) {
            assertThat(check.answers(leader(3, "host:1", scene))).isTrue();
        }
    }
}
