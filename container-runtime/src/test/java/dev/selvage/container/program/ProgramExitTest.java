package dev.selvage.container.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.option.ConfigurationCheck;
import dev.selvage.platform.config.ConfigurationFiles;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramExitTest {

    private static final String SOURCE = """
            package user;

            import java.util.function.IntConsumer;

            public class Program {

                private static final long LONG = 1L << 40;
                private static final double DOUBLE = 1.5;

                public static void direct() {
                    System.out.println(LONG + DOUBLE);
                    System.exit(3);
                }

                public static void byReference() {
                    IntConsumer exit = System::exit;
                    exit.accept(4);
                }

                public static void inAThread() throws Exception {
                    Thread thread = new Thread(() -> System.exit(5));
                    thread.setUncaughtExceptionHandler((itself, thrown) -> {});
                    thread.start();
                    thread.join();
                }

                public static void behindACatch() {
                    try {
                        System.exit(6);
                    } catch (Exception e) {
                        System.exit(7);
                    }
                }
            }

            class Harmless {}
            """;

    @TempDir
    private Path directory;

    private final List<Integer> heard = new CopyOnWriteArrayList<>();
    private final IntConsumer listener = heard::add;

    @BeforeEach
    void compile() throws IOException {
        Path source = Files.writeString(directory.resolve("Program.java"), SOURCE);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", directory.toString(), source.toString()))
                .isZero();
    }

    private void call(String method) throws Exception {
        URL[] places = {directory.toUri().toURL()};
        try (URLClassLoader classes = JobClassLoader.ofProgram(
                "user.Program",
                List.of(places),
                getClass().getClassLoader(),
                ConfigurationCheck.check(ConfigurationFiles.catalogue(), List.of())
                        .configuration())) {
            Class<?> program = Class.forName("user.Program", true, classes);
            assertThat(program.getPackage().getName()).isEqualTo("user");
            assertThat(program.getProtectionDomain().getCodeSource().getLocation())
                    .asString()
                    .contains(directory.toString());
            ProgramExit.call(() -> program.getMethod(method).invoke(null), listener);
        }
    }

    @Test
    void anExitIsToldAndTheProcessGoesOn() {
        assertThatThrownBy(() -> call("direct"))
                .isInstanceOf(InvocationTargetException.class)
                .hasRootCauseInstanceOf(ProgramExit.class);
        assertThatThrownBy(() -> call("byReference")).hasRootCauseInstanceOf(ProgramExit.class);
        assertThatThrownBy(() -> call("behindACatch")).hasRootCauseInstanceOf(ProgramExit.class);

        assertThat(heard).containsExactly(3, 4, 6);
    }

    @Test
    void soIsOneOfAThreadThatTheProgramHasStarted() throws Exception {
        call("inAThread");

        assertThat(heard).containsExactly(5);
    }

    @Test
    void aClassThatDoesNotExitStaysAsItIs() throws Exception {
        assertThat(ExitRedirect.of(Files.readAllBytes(directory.resolve("user/Harmless.class"))))
                .isEmpty();
        assertThat(ExitRedirect.of(new byte[] {1, 2, 3})).isEmpty();
        assertThat(ExitRedirect.of(new byte[40])).isEmpty();
    }
}
