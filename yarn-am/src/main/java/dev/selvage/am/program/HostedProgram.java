package dev.selvage.am.program;

import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.platform.program.UserProgram;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A program as an ApplicationMaster finds it.
 *
 * @param application whose jobs are its jobs
 * @param savepoint what was named for the program as a whole to start from
 * @param exits what its {@code System.exit()} comes to
 */
public record HostedProgram(
        String application,
        String entryClass,
        UserProgram program,
        Optional<String> savepoint,
        ProcessOptions.SystemExitMode exits) {

    /** The one of a plan. Its jars lie below the working directory. */
    public static HostedProgram of(String application, ApplicationPlan.Program planned, Configuration configuration) {
        Map<String, String> settings = planned.settings().stream()
                .collect(Collectors.toMap(ApplicationPlan.Setting::key, ApplicationPlan.Setting::value, (a, b) -> b));
        return new HostedProgram(
                application,
                planned.entryClass(),
                new UserProgram(
                        planned.jars().stream()
                                .map(link -> Path.of(link).toAbsolutePath())
                                .toList(),
                        Optional.of(planned.entryClass()),
                        planned.arguments(),
                        settings),
                Optional.ofNullable(settings.get(CheckpointOptions.RECOVERY_PATH.key()))
                        .or(() -> configuration.find(CheckpointOptions.RECOVERY_PATH)),
                configuration.get(ProcessOptions.SYSTEM_EXIT));
    }
}
