package dev.selvage.client.session;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.platform.logging.LogSetup;
import dev.selvage.platform.process.ExitCode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** What {@code bin/yarn-session.sh} starts. */
public final class YarnSessionMain {

    private YarnSessionMain() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        startLog(environment);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        CommandLine line = new CommandLine(new YarnSessionCommand(environment, input, System.out));
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            System.err.println(Optional.ofNullable(e.getMessage()).orElse(e.toString()));
            return ExitCode.GIVEN_UP.status();
        });
        System.exit(line.execute(arguments));
    }

    /** Before the options are read, since Hadoop begins to log as soon as it is touched. */
    private static void startLog(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("SELVAGE_HOME", "."));
        Path configuration = Optional.ofNullable(environment.get("SELVAGE_CONF_DIR"))
                .map(Path::of)
                .orElse(home.resolve("conf"));
        Path log = Optional.ofNullable(environment.get("SELVAGE_LOG_DIR"))
                .map(Path::of)
                .orElse(home.resolve("log"))
                .resolve("selvage-" + System.getProperty("user.name", "nobody") + "-yarn-session.log");
        LogSetup.start(LogSetup.Role.COMMAND_LINE, configuration, log, Configuration.empty())
                .ifPresent(System.err::println);
    }
}
