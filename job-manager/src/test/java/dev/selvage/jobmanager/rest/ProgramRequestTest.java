package dev.selvage.jobmanager.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.jobmanager.program.ProgramCall;
import dev.selvage.platform.http.HttpProblem;
import dev.selvage.platform.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramRequestTest {

    private static ProgramCall call(String body, Map<String, List<String>> query) throws Exception {
        HttpRequest request =
                new HttpRequest("POST", "/jars/a.jar/run", Map.of("jarid", "a.jar"), query, Map.of(), body, List.of());
        return ProgramRequest.of(request).call(Path.of("a.jar"));
    }

    @Test
    void theQuerySaysHowAJarIsRun() throws Exception {
        ProgramCall call = call(
                "",
                Map.of(
                        "entry-class", List.of("a.B"),
                        "programArg", List.of("--in,/data", "x"),
                        "parallelism", List.of("4"),
                        "savepointPath", List.of("hdfs:///s/1"),
                        "allowNonRestoredState", List.of("true")));

        assertThat(call.entryClass()).isEqualTo("a.B");
        assertThat(call.arguments()).containsExactly("--in", "/data", "x");
        assertThat(call.job()).isEmpty();
        assertThat(call.settings())
                .containsOnly(
                        Map.entry("parallelism.default", "4"),
                        Map.entry("execution.state-recovery.path", "hdfs:///s/1"),
                        Map.entry("execution.state-recovery.ignore-unclaimed-state", "true"));
    }

    @Test
    void theBodyWinsOverTheQuery() throws Exception {
        ProgramCall call = call(
                """
                {"entryClass": "a.C", "programArgsList": ["a, b", ""], "parallelism": 2,
                 "jobId": "0000000000000000000000000000002a", "flinkConfiguration": {"pipeline.name": "mine"}}
                """, Map.of("entry-class", List.of("a.B"), "programArg", List.of("x"), "parallelism", List.of("4")));

        assertThat(call.entryClass()).isEqualTo("a.C");
        assertThat(call.arguments()).containsExactly("a, b", "");
        assertThat(call.job()).contains("0000000000000000000000000000002a");
        assertThat(call.settings())
                .containsOnly(Map.entry("parallelism.default", "2"), Map.entry("pipeline.name", "mine"));
    }

    @Test
    void aLineOfArgumentsIsSplitAtBlanksOutsideOfQuotes() throws Exception {
        assertThat(call(
                                "{\"entryClass\": \"B\", \"programArgs\": \"--name 'two words'  \\\"and more\\\" end\"}",
                                Map.of())
                        .arguments())
                .containsExactly("--name", "two words", "and more", "end");
    }

    @Test
    void whatCannotBeMeantIsAnsweredWithASentence() {
        Map<String, List<String>> entry = Map.of("entry-class", List.of("B"));
        assertThatThrownBy(() -> call("{\"parallelism\": 0}", entry))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> call("{\"jobId\": \"7\"}", entry)).hasMessageContaining("32 hex digits");
        assertThatThrownBy(() -> call("{\"restoreMode\": \"CLAIM\"}", entry)).hasMessageContaining("NO_CLAIM");
    }
}
