package dev.selvage.guards;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
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
 * @param imports the full names that are imported, members too
 * @param fullNames what the code names in full instead of importing it
 * @param plainNames names of types as the code writes them, without a package
 * @param locks synchronized blocks and methods, volatile fields
 */
record JavaFile(
        String name,
        String packageName,
        List<Mention> imports,
        List<Mention> fullNames,
        List<Mention> plainNames,
        List<Call> calls,
        List<Type> types,
        List<Method> methods,
        List<Mention> locks,
        int lines) {

    /** Something that the file says, and the line where it does. */
    record Mention(String text, int line) {}

    /**
     * A call, or a reference to what could be called; those within {@code hashCode()} are left out.
     *
     * @param receiver the name before the dot, without its package; empty if there is none, or something longer
     * @param arguments how many, or none for a reference
     */
    record Call(String receiver, String member, int arguments, int line) {}

    /**
     * A declared type.
     *
     * @param supertypes what it extends and implements, by simple name
     * @param holdsTests whether it declares methods for JUnit to run
     */
    record Type(String name, Place place, boolean canBeMade, List<String> supertypes, boolean holdsTests) {}

    /** Where a type is declared, as far as JUnit minds. */
    enum Place {
        TOP,
        NESTED_FOR_JUNIT,
        NESTED
    }

    /** A method and how many lines it spans. */
    record Method(String name, int lines) {}

    static List<JavaFile> parse(Path root, List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            List<JavaFile> parsed = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                String name =
                        root.relativize(Path.of(unit.getSourceFile().toUri())).toString();
                parsed.add(new JavaFileReader(unit, Trees.instance(task).getSourcePositions()).read(name));
            }
            return parsed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
