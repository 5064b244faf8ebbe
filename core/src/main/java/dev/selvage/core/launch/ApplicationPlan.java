package dev.selvage.core.launch;

import java.util.List;
import java.util.Optional;

/**
 * What a client has decided for an application and its ApplicationMasters have to know, each of them anew. It is not among the
 * options, since nobody sets it.
 *
 * @param staging the directory on the shared file system that belongs to this application alone: it is deleted once a durable
 *     record says how the application ended, and until then by nobody
 * @param files what the container of a TaskManager finds, besides the {@linkplain ContainerLayout#ARCHIVE archive}
 * @param libraries which of these files are its class path, by their links, in this order
 * @param program whose {@code main()} is called, in the mode {@link ClusterMode#APPLICATION}
 */
public record ApplicationPlan(
        ClusterMode mode,
        String staging,
        List<ContainerFile> files,
        List<String> libraries,
        Optional<Program> program) {

    public ApplicationPlan {
        files = List.copyOf(files);
        libraries = List.copyOf(libraries);
    }

    /** Whether containers find the classes of the libraries as a JVM has kept them. */
    public boolean hasClasses() {
        return files.stream().anyMatch(file -> file.link().equals(ContainerLayout.CLASSES));
    }

    /** Where containers find plugins: with the libraries, or beside them where each file travels by itself. */
    public String plugins() {
        return files.stream().anyMatch(file -> file.link().equals(ContainerLayout.DISTRIBUTION))
                ? ContainerLayout.DISTRIBUTION + "/" + ContainerLayout.PLUGINS
                : ContainerLayout.PLUGINS;
    }

    /**
     * A user's program.
     *
     * @param jars their links in the ApplicationMaster's working directory, in the order in which they are searched
     * @param settings what its environment begins with; what the program sets itself wins
     */
    public record Program(List<String> jars, String entryClass, List<String> arguments, List<Setting> settings) {

        public Program {
            jars = List.copyOf(jars);
            arguments = List.copyOf(arguments);
            settings = List.copyOf(settings);
        }
    }

    /** One option, as text. */
    public record Setting(String key, String value) {}
}
