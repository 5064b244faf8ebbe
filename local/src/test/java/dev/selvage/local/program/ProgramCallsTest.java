package dev.selvage.local.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobResult;
import dev.selvage.platform.program.JobPackage;
import dev.selvage.platform.program.JobRefusedException;
import dev.selvage.platform.program.ProgramException;
import dev.selvage.platform.program.ProgramRunner;
import dev.selvage.platform.program.UserProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCallsTest {

    private static final String SOURCE = """
            package user;

            import dev.selvage.api.StreamExecutionEnvironment;

            public class Program {

                public static void main(String[] args) throws Exception {
                    for (String arg : args) {
                        if (arg.equals("fail")) {
                            throw new java.io.IOException("the wind was against me");
                        }
                        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
                        env.fromSequence(1, 3).map(number -> {
                            System.setProperty("program.calls." + arg + "." + number, "seen");
                            return number;
                        }).returns(Long.class).print();
                        if (arg.startsWith("async")) {
                            env.executeAsync(arg);
                        } else {
                            env.execute(arg);
                        }
                    }
                }

                public static class WithoutMain {}

                public static class NotStatic {
                    public void main(String[] args) {}
                }
            }
            """;

    @TempDir
    private Path directory;

    private final ProgramRunner runner = ProgramRunner.find();
    private final List<JobPackage> taken = new ArrayList<>();

    @BeforeEach
    void makeJar() throws IOException {
        Path source = Files.createDirectories(directory.resolve("source/user")).resolve("Program.java");
        Files.writeString(source, SOURCE);
        String classes = Files.createDirectories(directory.resolve("classes")).toString();
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-cp",
                                System.getProperty("java.class.path", ""),
                                "-d",
                                classes,
                                source.toString()))
                .isZero();
        jar("program.jar", "user.Program");
        jar("nameless.jar", "");
    }

    private void jar(String name, String mainClass) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!mainClass.isEmpty()) {
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
        }
        Path classes = directory.resolve("classes");
        try (OutputStream file = Files.newOutputStream(directory.resolve(name));
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> found = Files.walk(classes)) {
            for (Path each : found.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
    }

    private UserProgram program(String jar, Optional<String> entryClass, String... arguments) {
        return new UserProgram(
                List.of(directory.resolve(jar)), entryClass, List.of(arguments), Map.of("parallelism.default", "3"));
    }

    private JobClient take(JobPackage job) {
        assertThat(job.pieces()).allSatisfy(piece -> assertThat(piece.file()).isNotEmptyFile());
        taken.add(job);
        return new Taken();
    }

    private static final class Taken implements JobClient {

        @Override
        public String getJobId() {
            return "any";
        }

        @Override
        public JobResult result() {
            return new JobResult("any", false, Duration.ZERO, Map.of());
        }

        @Override
        public Optional<JobResult> result(Duration atMost) {
            return Optional.of(result());
        }

        @Override
        public void cancel() {}
    }

    @Test
    void eachJobOfAProgramIsHandedOverPackedWhenItIsExecuted() throws Exception {
        runner.run(program("program.jar", Optional.empty(), "one", "two"), this::take);

        assertThat(taken).extracting(job -> job.plan().name()).containsExactly("one", "two");
        assertThat(taken.get(0).plan().job()).isNotEqualTo(taken.get(1).plan().job());
        assertThat(taken.get(0).plan().vertices()).allMatch(vertex -> vertex.parallelism() == 3);
        assertThat(taken.get(0).pieces())
                .extracting(JobPackage.Piece::name)
                .containsExactly("program", "jars/0000.jar", "job");
        assertThat(taken.get(0).pieces().get(1).file()).isEqualTo(directory.resolve("program.jar"));
        assertThat(taken.get(0).pieces().get(2).file())
                .as("it was there for a moment")
                .doesNotExist();
    }

    @Test
    void whatADestinationThrowsComesOutOfTheProgram() {
        assertThatThrownBy(() -> runner.run(program("program.jar", Optional.empty(), "one"), job -> {
                    throw new IOException("the door was shut");
                }))
                .isInstanceOfSatisfying(
                        ProgramException.class, e -> assertThat(e.wasCalled()).isTrue())
                .hasRootCauseMessage("the door was shut");
    }

    @Test
    void whatAProgramThrowsIsTheCause() {
        assertThatThrownBy(() -> runner.run(program("program.jar", Optional.empty(), "one", "fail"), this::take))
                .isInstanceOfSatisfying(
                        ProgramException.class, e -> assertThat(e.wasCalled()).isTrue())
                .hasMessage("main() of user.Program has thrown java.io.IOException: the wind was against me")
                .hasCauseInstanceOf(IOException.class);
        assertThat(taken).hasSize(1);
    }

    @Test
    void aJobThatCannotBeRunAsItIsIsToldFromWhatTheProgramThrows() {
        UserProgram from = new UserProgram(
                List.of(directory.resolve("program.jar")),
                Optional.empty(),
                List.of("one"),
                Map.of("execution.savepoint.path", "/nowhere/at/all"));

        for (ThrowingCallable call :
                List.<ThrowingCallable>of(() -> runner.run(from, this::take), () -> runner.runHere(from))) {
            assertThatThrownBy(call)
                    .hasCauseInstanceOf(JobRefusedException.class)
                    .hasMessageContaining("The job one cannot start from /nowhere/at/all");
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void jobsThatRunHereAreWaitedForEvenWhereTheProgramDoesNot() throws Exception {
        runner.runHere(program("program.jar", Optional.empty(), "async-one", "two"));

        for (String job : List.of("async-one", "two")) {
            for (int number = 1; number <= 3; number++) {
                assertThat(System.getProperty("program.calls." + job + "." + number))
                        .isEqualTo("seen");
            }
        }
    }

    private void unusable(String sentence, UserProgram program) {
        assertThatThrownBy(() -> runner.run(program, this::take))
                .isInstanceOfSatisfying(
                        ProgramException.class, e -> assertThat(e.wasCalled()).isFalse())
                .hasMessageContaining(sentence);
    }

    @Test
    void jarsThatAreNone() throws Exception {
        unusable("there is no such file", program("nowhere.jar", Optional.empty()));
        unusable("found a directory", program("classes", Optional.empty()));
        Files.writeString(directory.resolve("text.jar"), "no jar at all");
        unusable("cannot read that file as one", program("text.jar", Optional.empty()));
        unusable(
                "names none. Name the class whose main() is to be called by -c",
                program("nameless.jar", Optional.empty()));
    }

    @Test
    void classesThatHaveNoMain() throws Exception {
        unusable("there is no such class in the jar", program("program.jar", Optional.of("user.Nobody")));
        unusable("no public method main(String[])", program("program.jar", Optional.of("user.Program$WithoutMain")));
        unusable("its main method is not static", program("program.jar", Optional.of("user.Program$NotStatic")));
        runner.run(program("nameless.jar", Optional.of("user.Program"), "one"), this::take);
        assertThat(taken).hasSize(1);
    }
}
