package dev.selvage.container.operator;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.window.WindowAssigner;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which operators, and which variants of them, tests of operators have run. */
public final class Coverage {
    private static final String CLASS_FILE = ".class";

    private final Set<String> seen = new TreeSet<>();

    /** A job that runs, and the operators in it. */
    public void add(StreamGraph graph, Stream<Operator> operators) {
        operators.forEach(operator -> seen.add(nameOf(operator.getClass())));
        for (StreamNode node : graph.nodes()) {
            seen.add(nameOf(node.operation().getClass()));
            if (node.operation() instanceof Operation.Window window) {
                seen.add(nameOf(window.gathering().getClass()));
                seen.add(nameOf(window.firing().getClass()));
                seen.add(windows(window.assigner()));
            }
        }
    }

    private static String windows(WindowAssigner assigner) {
        return nameOf(assigner.getClass()) + " by " + assigner.clock();
    }

    /** A copy of a template has the template's name, and something behind a slash. */
    private static String nameOf(Class<?> type) {
        String name = type.getName();
        int copy = name.indexOf('/');
        return copy < 0 ? name : name.substring(0, copy);
    }

    /** What there is in the product and no test has run. */
    public Set<String> missing() throws IOException, URISyntaxException, ReflectiveOperationException {
        Set<String> missing = new TreeSet<>(operators());
        for (Class<?> family : List.of(Operation.class, Operation.Gathering.class, Operation.Firing.class)) {
            for (Class<?> member : family.getPermittedSubclasses()) {
                missing.add(nameOf(member));
            }
        }
        for (Class<?> member : WindowAssigner.class.getPermittedSubclasses()) {
            missing.add(nameOf(member) + " by EVENT_TIME");
            missing.add(nameOf(member) + " by PROCESSING_TIME");
        }
        missing.removeAll(seen);
        return missing;
    }

    /** Every operator that there is to make, wherever in the product it lives. */
    public static List<String> operators() throws IOException, URISyntaxException, ReflectiveOperationException {
        Path classes = Path.of(Operator.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(CLASS_FILE)).toList()) {
                String name = classes.relativize(file).toString().replace('/', '.');
                // Not initialized: whatever a class does when it is first used is not wanted here.
                Class<?> type = Class.forName(
                        name.substring(0, name.length() - CLASS_FILE.length()), false, Operator.class.getClassLoader());
                if (Operator.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                    found.add(type.getName());
                }
            }
        }
        return found;
    }
}
