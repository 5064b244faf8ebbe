package dev.selvage.client.submit;

import dev.selvage.client.submit.files.Distribution;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.core.launch.ClusterMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What shall run on YARN.
 *
 * @param name under which YARN lists it, unless the options name it
 * @param packedJob the directory of the job that a cluster of the mode {@link ClusterMode#JOB} is for
 * @param program whose {@code main()} is called, in the mode {@link ClusterMode#APPLICATION}
 */
public record SubmissionRequest(
        ClusterMode mode,
        Configuration configuration,
        Distribution distribution,
        String name,
        Optional<Path> packedJob,
        Optional<Program> program) {

    /**
     * A user's program.
     *
     * @param jars local paths or URIs of the shared file system, in the order in which they are searched
     * @param settings what its environment begins with; what the program sets itself wins
     */
    public record Program(
            List<String> jars, String entryClass, List<String> arguments, List<ApplicationPlan.Setting> settings) {

        public Program {
            jars = List.copyOf(jars);
            arguments = List.copyOf(arguments);
            settings = List.copyOf(settings);
        }
    }

    /** A cluster for whatever jobs come. */
    public static SubmissionRequest session(Configuration configuration, Distribution distribution) {
        return new SubmissionRequest(
                ClusterMode.SESSION,
                configuration,
                distribution,
                "Selvage session cluster",
                Optional.empty(),
                Optional.empty());
    }

    /** A cluster for one job. */
    public static SubmissionRequest job(
            Configuration configuration, Distribution distribution, String name, Path packedJob) {
        return new SubmissionRequest(
                ClusterMode.JOB, configuration, distribution, name, Optional.of(packedJob), Optional.empty());
    }

    /** A cluster for one program. */
    public static SubmissionRequest application(
            Configuration configuration, Distribution distribution, String name, Program program) {
        return new SubmissionRequest(
                ClusterMode.APPLICATION, configuration, distribution, name, Optional.empty(), Optional.of(program));
    }
}
