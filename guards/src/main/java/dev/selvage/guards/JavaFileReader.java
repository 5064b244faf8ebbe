package dev.selvage.guards;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Walks through the tree of one file and notes what the rules ask about. */
final class JavaFileReader extends TreeScanner<Void, Void> {

    /** A package and a type, perhaps with members behind it. */
    private static final Pattern FULL_NAME =
            Pattern.compile("(?:java|javax|jdk|sun|com|org|io|dev|picocli)(?:\\.[a-z]\\w*)*\\.[A-Z]\\w*(?:\\.\\w+)*");

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Z]\\w*");
    private static final Pattern LAST_SEGMENT = Pattern.compile("(?:[\\w.]+\\.)?(\\w+)");

    private static final Set<String> TEST_ANNOTATIONS =
            Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate");

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<JavaFile.Mention> imports = new ArrayList<>();
    private final List<JavaFile.Mention> fullNames = new ArrayList<>();
    private final List<JavaFile.Mention> plainNames = new ArrayList<>();
    private final List<JavaFile.Call> calls = new ArrayList<>();
    private final List<JavaFile.Type> types = new ArrayList<>();
    private final List<JavaFile.Method> methods = new ArrayList<>();
    private final List<JavaFile.Mention> locks = new ArrayList<>();
    private int depth;
    private boolean withinHashCode;

    JavaFileReader(CompilationUnitTree unit, SourcePositions positions) {
        this.unit = unit;
        this.positions = positions;
    }

    JavaFile read(String name) throws IOException {
        scan(unit, null);
        return new JavaFile(
                name,
                unit.getPackageName() == null ? "" : unit.getPackageName().toString(),
                imports,
                fullNames,
                plainNames,
                calls,
                types,
                methods,
                locks,
                (int) unit.getSourceFile()
                        .getCharContent(true)
                        .toString()
                        .lines()
                        .count());
    }

    @Override
    public Void visitPackage(PackageTree declared, Void nothing) {
        return null;
    }

    @Override
    public Void visitImport(ImportTree declared, Void nothing) {
        imports.add(mention(declared.getQualifiedIdentifier().toString(), declared));
        return null;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
        if (!type.getSimpleName().isEmpty()) {
            boolean canBeMade = type.getKind() != Tree.Kind.INTERFACE
                    && !type.getModifiers().getFlags().contains(Modifier.ABSTRACT);
            JavaFile.Place place = depth == 0
                    ? JavaFile.Place.TOP
                    : annotated(type.getModifiers(), Set.of("Nested"))
                            ? JavaFile.Place.NESTED_FOR_JUNIT
                            : JavaFile.Place.NESTED;
            List<String> supertypes = Stream.concat(
                            Stream.ofNullable(type.getExtendsClause()), type.getImplementsClause().stream())
                    .map(JavaFileReader::nameOf)
                    .toList();
            boolean holdsTests = type.getMembers().stream()
                    .anyMatch(member ->
                            member instanceof MethodTree method && annotated(method.getModifiers(), TEST_ANNOTATIONS));
            types.add(new JavaFile.Type(type.getSimpleName().toString(), place, canBeMade, supertypes, holdsTests));
        }
        depth++;
        super.visitClass(type, null);
        depth--;
        return null;
    }

    private static boolean annotated(ModifiersTree modifiers, Set<String> names) {
        return modifiers.getAnnotations().stream()
                .map(AnnotationTree::getAnnotationType)
                .anyMatch(type -> names.contains(simpleName(type.toString())));
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
        methods.add(new JavaFile.Method(method.getName().toString(), lastLine(method) - line(method) + 1));
        if (method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
            locks.add(mention("synchronizes", method));
        }
        withinHashCode = method.getName().contentEquals("hashCode");
        super.visitMethod(method, null);
        withinHashCode = false;
        return null;
    }

    @Override
    public Void visitVariable(VariableTree variable, Void nothing) {
        if (variable.getModifiers().getFlags().contains(Modifier.VOLATILE)) {
            locks.add(mention("has a volatile field", variable));
        }
        return super.visitVariable(variable, null);
    }

    @Override
    public Void visitSynchronized(SynchronizedTree block, Void nothing) {
        locks.add(mention("synchronizes", block));
        return super.visitSynchronized(block, null);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree selected, Void nothing) {
        String text = selected.toString();
        if (FULL_NAME.matcher(text).matches()) {
            fullNames.add(mention(text, selected));
            return null;
        }
        return super.visitMemberSelect(selected, null);
    }

    @Override
    public Void visitIdentifier(IdentifierTree identifier, Void nothing) {
        String text = identifier.getName().toString();
        if (PLAIN_NAME.matcher(text).matches()) {
            plainNames.add(mention(text, identifier));
        }
        return null;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        ExpressionTree called = call.getMethodSelect();
        int arguments = call.getArguments().size();
        if (called instanceof MemberSelectTree selected) {
            note(nameOf(selected.getExpression()), selected.getIdentifier().toString(), arguments, call);
        } else {
            note("", called.toString(), arguments, call);
        }
        return super.visitMethodInvocation(call, null);
    }

    @Override
    public Void visitNewClass(NewClassTree made, Void nothing) {
        note(nameOf(made.getIdentifier()), "new", made.getArguments().size(), made);
        return super.visitNewClass(made, null);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree reference, Void nothing) {
        String member = reference.getName().contentEquals("<init>")
                ? "new"
                : reference.getName().toString();
        note(nameOf(reference.getQualifierExpression()), member, 0, reference);
        return super.visitMemberReference(reference, null);
    }

    private void note(String receiver, String member, int arguments, Tree place) {
        if (!withinHashCode) {
            calls.add(new JavaFile.Call(receiver, member, arguments, line(place)));
        }
    }

    private static String nameOf(Tree type) {
        return simpleName(type.toString().replaceFirst("(?s)<.*", ""));
    }

    /** Without the package; empty if it is more than a name. */
    private static String simpleName(String name) {
        Matcher matcher = LAST_SEGMENT.matcher(name);
        return matcher.matches() ? matcher.group(1) : "";
    }

    private JavaFile.Mention mention(String text, Tree place) {
        return new JavaFile.Mention(text, line(place));
    }

    private int line(Tree place) {
        return (int) unit.getLineMap().getLineNumber(Math.max(0, positions.getStartPosition(unit, place)));
    }

    private int lastLine(Tree place) {
        long end = Math.max(positions.getStartPosition(unit, place), positions.getEndPosition(unit, place));
        return (int) unit.getLineMap().getLineNumber(Math.max(0, end));
    }
}
