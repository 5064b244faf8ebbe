package dev.selvage.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTest {

    private static final HttpHandler NOBODY = request -> HttpReply.empty(200);

    private final Router router = new Router(List.of(
            Route.get("/", NOBODY),
            Route.get("/jobs/:jobid", NOBODY),
            Route.patch("/jobs/:jobid", NOBODY),
            Route.get("/jobs/overview", NOBODY),
            Route.get("/jobs/:jobid/savepoints/:triggerid", NOBODY),
            Route.post("/jobs/:jobid/savepoints", NOBODY),
            Route.get("/jobs/overview/all", NOBODY),
            Route.get("/jobs/:job/config", NOBODY)));

    private String found(String method, String path) throws HttpProblem {
        return router.find(method, Route.segments(path)).route().toString();
    }

    private HttpProblem problem(String method, String path) {
        return catchThrowableOfType(HttpProblem.class, () -> found(method, path));
    }

    @Test
    void whatIsSpeltOutGoesBeforeWhatIsLeftOpen() throws Exception {
        assertThat(found("GET", "/jobs/overview")).isEqualTo("GET /jobs/overview");
        assertThat(found("GET", "/jobs/1")).isEqualTo("GET /jobs/:jobid");
    }

    @Test
    void whereTheLiteralPathLeadsNowhereTheOpenOneIsTaken() throws Exception {
        assertThat(found("GET", "/jobs/overview/config")).isEqualTo("GET /jobs/:job/config");
        assertThat(found("PATCH", "/jobs/overview")).isEqualTo("PATCH /jobs/:jobid");
    }

    @Test
    void placesInThePathAreFoundByTheirNames() throws Exception {
        assertThat(router.find("GET", List.of("jobs", "a/b", "savepoints", "7")).parameters())
                .isEqualTo(Map.of("jobid", "a/b", "triggerid", "7"));
    }

    @Test
    void aVersionAndASlashAtTheEndMakeNoDifference() throws Exception {
        assertThat(found("GET", "/v1/jobs/1")).isEqualTo("GET /jobs/:jobid");
        assertThat(found("GET", "/v1/jobs/overview/")).isEqualTo("GET /jobs/overview");
        assertThat(found("GET", "/v1")).isEqualTo("GET /");
        assertThat(found("GET", "/")).isEqualTo("GET /");
    }

    @Test
    void pathsAreExact() {
        for (String path : List.of("/job", "/jobs", "/jobs/1/2", "/JOBS/1", "/jobs//", "/v2/jobs/1", "/v1/v1/jobs/1")) {
            assertThat(problem("GET", path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void anotherMethodIsToldWhichOnesThereAre() {
        HttpProblem problem = problem("DELETE", "/jobs/1");
        assertThat(problem.status()).isEqualTo(405);
        assertThat(problem.reply().headers()).isEqualTo(Map.of("Allow", "GET, HEAD, PATCH"));
        assertThat(problem("GET", "/jobs/1/savepoints").reply().headers()).isEqualTo(Map.of("Allow", "POST"));
    }

    @Test
    void whoeverCanBeReadCanBeAskedForTheHeadAlone() throws Exception {
        assertThat(found("HEAD", "/jobs/overview")).isEqualTo("GET /jobs/overview");
    }

    @Test
    void twoRoutesForTheSameRequestsAreRefused() {
        assertThatThrownBy(
                        () -> new Router(List.of(Route.get("/jobs/:jobid", NOBODY), Route.get("/jobs/:job", NOBODY))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected one route for each method and path");
    }
}
