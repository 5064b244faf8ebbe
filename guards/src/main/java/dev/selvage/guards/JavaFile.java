package dev.selvage.guards;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * One Java file, as the compiler's own parser sees it.
 *
 * @param name the path from the root of the checkout
 * @param types every type declared in it, nested ones too, by simple name
 * @param synchronizedBlocks the lines on which one begins
 */
record JavaFile(
        String name,
        String packageName,
        List<String> imports,
        List<String> types,
        List<Method> methods,
        List<Integer> synchronizedBlocks,
        int lines) {

    /** A method and how many lines it spans. */
    record Method(String name, int lines) {}

    static List<JavaFile> parse(Path root, List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            List<JavaFile> parsed = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                String name =
                        root.relativize(Path.of(unit.getSourceFile().toUri())).toString();
                parsed.add(of(name, unit, positions));
            }
            return parsed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaFile of(String name, CompilationUnitTree unit, SourcePositions positions) throws IOException {
        List<String> types = new ArrayList<>();
        List<Method> methods = new ArrayList<>();
        List<Integer> synchronizedBlocks = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                types.add(type.getSimpleName().toString());
                return super.visitClass(type, null);
            }

            @Override
            public Void visitSynchronized(SynchronizedTree block, Void nothing) {
                long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, block));
                synchronizedBlocks.add((int) line);
                return super.visitSynchronized(block, null);
            }

            @Override
            public Void visitMethod(MethodTree method, Void nothing) {
                long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
                long last = unit.getLineMap()
                        .getLineNumber(Math.max(
                                positions.getStartPosition(unit, method), positions.getEndPosition(unit, method)));
                methods.add(new Method(method.getName().toString(), (int) (last - first + 1)));
                return super.visitMethod(method, null);
            }
        }.scan(unit, null);
        return new JavaFile(
                name,
                unit.getPackageName() == null ? "" : unit.getPackageName().toString(),
                unit.getImports().stream()
                        .map(declared -> declared.getQualifiedIdentifier().toString())
                        .toList(),
                types,
                methods,
                synchronizedBlocks,
                (int) unit.getSourceFile()
                        .getCharContent(true)
                        .toString()
                        .lines()
                        .count());
    }

    /** The module's folder: all before {@code /src/}. */
    String module() {
        return name.substring(0, Math.max(0, name.indexOf("/src/")));
    }

    boolean isTest() {
        return name.contains("/src/test/");
    }

    boolean isPackageInfo() {
        return name.endsWith("package-info.java");
    }
}
