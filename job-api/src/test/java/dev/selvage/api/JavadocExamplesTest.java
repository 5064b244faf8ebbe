package dev.selvage.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.JavadocExamples.Example;
import dev.selvage.api.type.DataType;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavadocExamplesTest {
    private static final Path SOURCES =
            Path.of(System.getProperty("selvage.root", ".."), "job-api", "src", "main", "java");

    @TempDir
    Path output;

    @Test
    void everyExampleInTheJavadocOfThisModuleCompiles() throws Exception {
        Map<String, String> sources = new TreeMap<>(JavadocExamples.sources(SOURCES));
        List<Example> examples = sources.entrySet().stream()
                .flatMap(source -> JavadocExamples.in(source.getKey(), source.getValue()).stream())
                .toList();

        assertThat(examples).as("examples below " + SOURCES).isNotEmpty();
        assertThat(JavadocExamples.errors(examples, JavadocExamples.imports(sources.keySet()), classes(), output))
                .as("examples that do not compile: mend them, or the API that they show")
                .isEmpty();
    }

    @Test
    void everyPublicTypeHasAnExample() throws Exception {
        List<String> without = JavadocExamples.sources(SOURCES).entrySet().stream()
                .filter(source -> JavadocExamples.lacksExample(source.getValue()))
                .map(Map.Entry::getKey)
                .toList();

        assertThat(without).as("show in its Javadoc how a public type is used").isEmpty();
    }

    @Test
    void aPublicTypeWithoutAnExampleIsFound() {
        String example = "/**\n * Sews.\n *\n * <pre>{@code\n * sew();\n * }</pre>\n */\n";

        assertThat(JavadocExamples.lacksExample(example + "public final class A {}"))
                .isFalse();
        assertThat(JavadocExamples.lacksExample("/** Sews. */\npublic sealed interface A {}"))
                .isTrue();
        assertThat(JavadocExamples.lacksExample("public record A() {\n" + example + "void sew() {}\n}"))
                .isTrue();
        assertThat(JavadocExamples.lacksExample("/** Sews. */\nfinal class A {}"))
                .isFalse();
    }

    @Test
    void examplesAreStatementsOrMembersAndMayImport() throws Exception {
        assertThat(errors("List<String> words = List.of(); words.size();")).isEmpty();
        assertThat(errors("record Point(int x) {}\n * DataType<Point> type = Types.of(Point.class);"))
                .isEmpty();
        assertThat(errors("private int twice(int value) {\n *     return 2 * value;\n * }"))
                .isEmpty();
        assertThat(errors("import java.util.function.IntSupplier;\n * IntSupplier one = () -> 1;"))
                .isEmpty();
        assertThat(errors("Serializable home = URI.create(\"file:/\"); Path path = Path.of(\"\");"))
                .isEmpty();
        assertThat(errors("Thread.currentThread().join();"))
                .as("checked exceptions")
                .isEmpty();
    }

    @Test
    void anExampleThatDoesNotCompileIsNamedWithItsLine() throws Exception {
        assertThat(errors("int first = 1;\n *\n * int second = \"\";"))
                .singleElement()
                .asString()
                .startsWith("a/Example.java, example 1, line 3: incompatible types");
        assertThat(errors("int number = ;"))
                .singleElement()
                .asString()
                .startsWith("a/Example.java, example 1, line 1:");
        assertThat(errors("int twice(int value) {\n *     return absent;\n * }"))
                .singleElement()
                .asString()
                .startsWith("a/Example.java, example 1, line 2:");
    }

    @Test
    void allBlocksOfASourceAreFound() {
        String source = """
                /**
                 * <pre>{@code
                 * one();
                 * }</pre>
                 *
                 * <pre>{@code
                 * if (two) {
                 *     three();
                 * }
                 * }</pre>
                 */
                class A {
                    /**
                     * <pre>{@code
                     * four();
                     * }</pre>
                     */
                }
                """;

        assertThat(JavadocExamples.in("A.java", source))
                .extracting(Example::text)
                .containsExactly("one();\n", "if (two) {\n    three();\n}\n", "four();\n");
        assertThat(JavadocExamples.in("A.java", source))
                .extracting(Example::place)
                .contains("A.java, example 3");
    }

    private List<String> errors(String block) throws Exception {
        String source = "/**\n * <pre>{@code\n * " + block + "\n * }</pre>\n */";
        return JavadocExamples.errors(
                JavadocExamples.in("a/Example.java", source),
                JavadocExamples.imports(List.of("dev/selvage/api/type/Types.java")),
                classes(),
                output);
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(DataType.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
