package dev.selvage.connector.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people copy compiles: the examples of the page on files, and of this module's Javadoc. */
final class DocumentedExamplesTest {
    private static final Path ROOT = Path.of(System.getProperty("selvage.root", "../.."));
    private static final Pattern IN_A_PAGE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern IN_JAVADOC = Pattern.compile("<pre>\\{@code\\n(.*?)\\}</pre>", Pattern.DOTALL);
    private static final String IMPORTS = "import dev.selvage.api.sink.*; import dev.selvage.api.source.*;"
            + " import dev.selvage.connector.files.*; import java.time.*; ";

    @TempDir
    private Path output;

    @Test
    void theExamplesOfThePageCompile() throws IOException {
        List<String> examples = examples(ROOT.resolve("docs/connectors/files.md"), IN_A_PAGE);

        assertThat(examples).hasSize(2);
        assertThat(errors(examples)).isEmpty();
    }

    @Test
    void theExamplesOfTheJavadocCompile() throws IOException {
        Path sources = ROOT.resolve("connectors/files/src/main/java/dev/selvage/connector/files");
        List<String> examples = new ArrayList<>();
        for (String type : List.of("TextFileSource", "TextFileSink")) {
            examples.addAll(examples(sources.resolve(type + ".java"), IN_JAVADOC));
        }

        assertThat(examples).hasSize(2);
        assertThat(errors(examples)).isEmpty();
    }

    private static List<String> examples(Path file, Pattern block) throws IOException {
        return block.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1).replaceAll("(?m)^ \\* ?", ""))
                .toList();
    }

    private List<String> errors(List<String> examples) {
        List<JavaFileObject> units = new ArrayList<>();
        for (String example : examples) {
            units.add(new Unit("Example" + units.size(), example));
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-proc:none", "-classpath", System.getProperty("java.class.path"), "-d", output.toString());
        compiler.getTask(null, null, found, options, null, units).call();
        return found.getDiagnostics().stream().map(Object::toString).toList();
    }

    /** Statements with a class around them. */
    private static final class Unit extends SimpleJavaFileObject {
        private final String code;

        Unit(String name, String statements) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.code = IMPORTS + "class " + name + " { void run() throws Exception {\n" + statements + "}}\n";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
