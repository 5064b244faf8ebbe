package dev.selvage.api;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Takes the examples out of Javadoc, and asks the compiler what it thinks of them. */
final class JavadocExamples {
    private static final Pattern BLOCK = Pattern.compile(
            "^[ \\t]*\\* *<pre>\\{@code[ \\t]*\\n(.*?)^[ \\t]*\\* *}</pre>", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("^public (?:[a-z-]+ )*(?:class|interface|record|enum) ", Pattern.MULTILINE);
    private static final Pattern MARGIN = Pattern.compile("^[ \\t]*\\* ?", Pattern.MULTILINE);
    private static final Pattern IMPORT = Pattern.compile("^import .*;$", Pattern.MULTILINE);

    /** One by one where the package has names that the API has too. */
    private static final String FROM_THE_JDK =
            "import java.io.IOException; import java.io.Serializable; import java.net.URI;"
                    + " import java.nio.file.Files; import java.nio.file.Path; import java.time.*; import java.util.*; ";

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private JavadocExamples() {}

    /** One block, with the place where it stands. */
    record Example(String file, int number, String text) {
        String place() {
            return file + ", example " + number;
        }
    }

    /** The blocks of one source. */
    static List<Example> in(String file, String source) {
        List<Example> examples = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(source);
        while (matcher.find()) {
            examples.add(new Example(
                    file, examples.size() + 1, MARGIN.matcher(matcher.group(1)).replaceAll("")));
        }
        return examples;
    }

    /** Whether a source has a public type, and nothing in front of it shows how it is used. */
    static boolean lacksExample(String source) {
        Matcher type = PUBLIC_TYPE.matcher(source);
        return type.find() && !BLOCK.matcher(source.substring(0, type.start())).find();
    }

    /** The sources below a directory, by their paths in it. */
    static Map<String, String> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(file -> root.relativize(file).toString(), JavadocExamples::read));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an example may use without an import: much of the JDK, and those packages of the API that have a type. */
    static String imports(Iterable<String> files) {
        TreeSet<String> packages = new TreeSet<>();
        for (String file : files) {
            if (!file.endsWith("package-info.java")) {
                packages.add(file.substring(0, file.lastIndexOf('/')).replace('/', '.'));
            }
        }
        return packages.stream()
                .map(name -> "import " + name + ".*; ")
                .collect(Collectors.joining("", FROM_THE_JDK, ""));
    }

    /** A sentence for each error in an example. */
    static List<String> errors(List<Example> examples, String imports, Path classes, Path output) throws IOException {
        Map<String, Unit> units = new TreeMap<>();
        for (Example example : examples) {
            Unit unit = Unit.of(example, imports, "Example" + units.size());
            units.put(unit.getName(), unit);
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options =
                List.of("-proc:none", "-Xmaxerrs", "1000", "-classpath", classes.toString(), "-d", output.toString());
        task(found, options, units.values()).call();
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> describe(diagnostic, units))
                .toList();
    }

    private static String describe(Diagnostic<? extends JavaFileObject> diagnostic, Map<String, Unit> units) {
        String message = diagnostic.getMessage(Locale.ROOT);
        // Without a source it is about the whole: options, the class path.
        return Optional.ofNullable(diagnostic.getSource())
                .flatMap(source -> Optional.ofNullable(units.get(source.getName())))
                .map(unit -> unit.example.place() + ", line " + (diagnostic.getLineNumber() - 1) + ": " + message)
                .orElse(message);
    }

    private static JavacTask task(
            DiagnosticCollector<JavaFileObject> found, List<String> options, Iterable<? extends JavaFileObject> units) {
        return (JavacTask) COMPILER.getTask(null, null, found, options, null, units);
    }

    /** An example with a class around it; its first line is the second, so that the numbers of lines are easily told. */
    private static final class Unit extends SimpleJavaFileObject {
        private final Example example;
        private final String code;

        private Unit(Example example, String className, String code) {
            super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
            this.example = example;
            this.code = code;
        }

        /** Statements go into a method; what is not a row of statements goes into the class itself. */
        static Unit of(Example example, String imports, String className) throws IOException {
            String own = IMPORT.matcher(example.text)
                    .results()
                    .map(result -> result.group() + " ")
                    .collect(Collectors.joining());
            String text = IMPORT.matcher(example.text).replaceAll("");
            Function<String, String> wrap = body -> imports + own + "class " + className + " { " + body + " }\n";
            Unit statements = new Unit(example, className, wrap.apply("void run() throws Exception {\n" + text + "}"));
            return statements.parses() ? statements : new Unit(example, className, wrap.apply("\n" + text));
        }

        private boolean parses() throws IOException {
            DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
            task(found, List.of("-proc:none"), List.of(this)).parse();
            return found.getDiagnostics().isEmpty();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
