package dev.selvage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people copy compiles: the examples of the page on testing, and of this module's Javadoc. */
class TestingPageTest {
    private static final Path ROOT = Path.of(System.getProperty("selvage.root", ".."));
    private static final Pattern IN_A_PAGE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern IN_JAVADOC = Pattern.compile("<pre>\\{@code\\n(.*?)\\}</pre>", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");
    private static final String IMPORTS = "import static org.assertj.core.api.Assertions.*;"
            + " import dev.selvage.api.*; import dev.selvage.testing.*; import java.util.*;"
            + " import org.junit.jupiter.api.*; import org.junit.jupiter.api.extension.*; ";

    @TempDir
    private Path output;

    @Test
    void theExamplesOfThePageCompile() throws IOException {
        List<String> examples = examples(ROOT.resolve("docs/testing.md"), IN_A_PAGE);

        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        assertThat(errors(examples)).isEmpty();
    }

    @Test
    void theExamplesOfTheJavadocCompile() throws IOException {
        List<String> examples = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROOT.resolve("testing/src/main/java/dev/selvage/testing"))) {
            for (Path file : files.sorted().toList()) {
                for (String example : examples(file, IN_JAVADOC)) {
                    examples.add(IMPORTS
                            + (CLASS.matcher(example).find()
                                    ? example
                                    : "class Example" + examples.size() + " { void run() {\n" + example + "}}\n"));
                }
            }
        }

        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        assertThat(errors(examples)).isEmpty();
    }

    private static List<String> examples(Path file, Pattern block) throws IOException {
        return block.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1).replaceAll("(?m)^ \\* ?", ""))
                .toList();
    }

    private List<String> errors(List<String> examples) {
        List<JavaFileObject> units =
                examples.stream().<JavaFileObject>map(Unit::new).toList();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options =
                List.of("-proc:none", "-classpath", System.getProperty("java.class.path"), "-d", output.toString());
        ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, found, options, null, units)
                .call();
        return found.getDiagnostics().stream().map(Object::toString).toList();
    }

    /** A source file, called as the class in it. */
    private static final class Unit extends SimpleJavaFileObject {
        private final String code;

        Unit(String code) {
            super(URI.create("string:///" + nameOf(code) + ".java"), Kind.SOURCE);
            this.code = code;
        }

        private static String nameOf(String code) {
            Matcher name = Pattern.compile("class (\\w+)").matcher(code);
            return name.find() ? name.group(1) : "Unnamed";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
