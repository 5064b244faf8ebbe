package dev.selvage.client.command;

import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.MemoryOptions;
import dev.selvage.core.config.TaskManagerOptions;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.ListText;
import dev.selvage.core.config.option.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.UnmatchedArgumentException;

/** The older words for what an application on YARN is to be like: each is an option of the configuration. */
final class YarnWords {

    private static final String ASSIGNMENT = "-yD";

    @picocli.CommandLine.Option(names = ASSIGNMENT, paramLabel = "key=value", description = "The same as -D.")
    private List<String> assignments = new ArrayList<>();

    @picocli.CommandLine.Option(
            names = {"-ynm", "--yarnname"},
            paramLabel = "NAME",
            description = "The name under which YARN lists the application.")
    private Optional<String> name = Optional.empty();

    @picocli.CommandLine.Option(
            names = {"-yqu", "--yarnqueue"},
            paramLabel = "QUEUE",
            description = "The queue that it is submitted to.")
    private Optional<String> queue = Optional.empty();

    @picocli.CommandLine.Option(
            names = {"-yjm", "--yarnjobManagerMemory"},
            paramLabel = "SIZE",
            description = "The memory of the ApplicationMaster; a plain number is megabytes.")
    private Optional<String> jobManagerMemory = Optional.empty();

    @picocli.CommandLine.Option(
            names = {"-ytm", "--yarntaskManagerMemory"},
            paramLabel = "SIZE",
            description = "The memory of each TaskManager; a plain number is megabytes.")
    private Optional<String> taskManagerMemory = Optional.empty();

    @picocli.CommandLine.Option(
            names = {"-ys", "--yarnslots"},
            paramLabel = "N",
            description = "The slots of each TaskManager.")
    private Optional<String> slots = Optional.empty();

    @picocli.CommandLine.Option(
            names = {"-yt", "--yarnship"},
            paramLabel = "PATH",
            description = "A file or directory that every container finds; may be given more than once.")
    private List<String> ship = new ArrayList<>();

    @picocli.CommandLine.Option(
            names = {"-z", "--zookeeperNamespace", "-yz", "--yarnzookeeperNamespace"},
            paramLabel = "NAME",
            description = "Tells the records of this cluster from those of others.")
    private Optional<String> namespace = Optional.empty();

    @picocli.CommandLine.Option(
            names = {"-yat", "--yarnapplicationType"},
            paramLabel = "TYPE",
            description = "The type that YARN shows.")
    private Optional<String> type = Optional.empty();

    @picocli.CommandLine.Option(
            names = {"-ynl", "--yarnnodeLabel"},
            paramLabel = "LABEL",
            description = "The label of the nodes that it may run on.")
    private Optional<String> label = Optional.empty();

    /**
     * The same words with {@code -yDkey=value} in two: what parses them knows values behind names of one letter only. Done where it
     * has stumbled, since a word of the program that looks the same has to stay.
     */
    static Optional<String[]> takenApart(String[] words, Exception mistake) {
        Optional<String> unknown = mistake instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().stream()
                        .filter(word -> word.startsWith(ASSIGNMENT) && word.length() > ASSIGNMENT.length())
                        .findFirst()
                : Optional.empty();
        return unknown.map(word -> {
            List<String> apart = new ArrayList<>(List.of(words));
            int place = apart.indexOf(word);
            apart.set(place, word.substring(ASSIGNMENT.length()));
            apart.add(place, ASSIGNMENT);
            return apart.toArray(String[]::new);
        });
    }

    /** What is said, as settings. */
    List<String> assignments() {
        List<String> all = new ArrayList<>(assignments);
        add(YarnOptions.APPLICATION_NAME, name, all);
        add(YarnOptions.APPLICATION_QUEUE, queue, all);
        add(YarnOptions.APPLICATION_TYPE, type, all);
        add(YarnOptions.MASTER_NODE_LABEL, label, all);
        add(MemoryOptions.JOBMANAGER_PROCESS, jobManagerMemory.map(YarnWords::megabytes), all);
        add(MemoryOptions.TASKMANAGER_PROCESS, taskManagerMemory.map(YarnWords::megabytes), all);
        add(TaskManagerOptions.SLOTS, slots, all);
        add(HighAvailabilityOptions.CLUSTER_ID, namespace, all);
        add(YarnOptions.SHIP_FILES, ship.isEmpty() ? Optional.empty() : Optional.of(ListText.join(ship)), all);
        return all;
    }

    private static void add(Option<?> option, Optional<String> value, List<String> assignments) {
        value.ifPresent(text -> assignments.add(option.key() + "=" + text));
    }

    private static String megabytes(String size) {
        return size.strip().matches("[0-9]+") ? size.strip() + " mb" : size;
    }
}
