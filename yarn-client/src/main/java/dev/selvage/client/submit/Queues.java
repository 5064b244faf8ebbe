package dev.selvage.client.submit;

import dev.selvage.core.config.YarnOptions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.QueueACL;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.QueueState;
import org.apache.hadoop.yarn.api.records.QueueUserACLInfo;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * The queues of a cluster, and who may submit to which. Whatever cannot be found out is left to the ResourceManager, which decides
 * in the end: some schedulers make queues as they are needed.
 */
final class Queues {

    private final YarnClient client;

    Queues(YarnClient client) {
        this.client = client;
    }

    /** What speaks against submitting to this queue, in a sentence. */
    Optional<String> problem(String name) {
        Optional<QueueInfo> queue = find(name);
        if (queue.isEmpty()) {
            return mayBeMade(name) ? Optional.empty() : Optional.of(unknown(name));
        }
        if (!Optional.ofNullable(queue.get().getChildQueues()).orElse(List.of()).isEmpty()) {
            return Optional.of(expected(name, "is one that holds other queues: choose one of those"));
        }
        if (queue.get().getQueueState() != QueueState.RUNNING) {
            return Optional.of(
                    expected(name, "is " + queue.get().getQueueState() + ": have it opened, or choose another one"));
        }
        return maySubmit(queue.get())
                ? Optional.empty()
                : Optional.of(expected(
                        name, "is one that this user may not submit to: ask for the right, or choose another one"));
    }

    private static String expected(String name, String found) {
        return "Expected " + YarnOptions.APPLICATION_QUEUE.key()
                + " to name a queue that takes applications, but found " + name + ", which " + found + ".";
    }

    String unknown(String name) {
        List<String> names = names();
        return "Expected " + YarnOptions.APPLICATION_QUEUE.key() + " to name a queue of this cluster, but found " + name
                + ", which nobody knows. "
                + (names.isEmpty() ? "Ask which ones there are." : "There are: " + String.join(", ", names) + ".");
    }

    private Optional<QueueInfo> find(String name) {
        try {
            return Optional.ofNullable(client.getQueueInfo(name));
        } catch (YarnException | IOException e) {
            return Optional.empty();
        }
    }

    List<QueueInfo> all() {
        try {
            return Optional.ofNullable(client.getAllQueues()).orElse(List.of());
        } catch (YarnException | IOException e) {
            return List.of();
        }
    }

    private List<String> names() {
        return all().stream()
                .filter(queue -> Optional.ofNullable(queue.getChildQueues())
                        .orElse(List.of())
                        .isEmpty())
                .map(QueueInfo::getQueueName)
                .distinct()
                .sorted()
                .toList();
    }

    /** The fair scheduler makes any queue, the capacity scheduler those below some parents. */
    private boolean mayBeMade(String name) {
        int dot = name.lastIndexOf('.');
        List<QueueInfo> known = all();
        return known.isEmpty()
                || known.stream()
                        .map(QueueInfo::getSchedulerType)
                        .anyMatch(type ->
                                type != null && type.toLowerCase(Locale.ROOT).contains("fair"))
                || (dot > 0 && find(name.substring(0, dot)).isPresent());
    }

    private boolean maySubmit(QueueInfo queue) {
        try {
            return Optional.ofNullable(client.getQueueAclsInfo()).orElse(List.of()).stream()
                    .filter(acl -> isOf(acl, queue))
                    .map(QueueUserACLInfo::getUserAcls)
                    .allMatch(rights -> rights.contains(QueueACL.SUBMIT_APPLICATIONS)
                            || rights.contains(QueueACL.ADMINISTER_QUEUE));
        } catch (YarnException | IOException e) {
            return true;
        }
    }

    /** Newer ResourceManagers write the whole path there. */
    private static boolean isOf(QueueUserACLInfo acl, QueueInfo queue) {
        return acl.getQueueName().equals(queue.getQueueName())
                || acl.getQueueName().equals(queue.getQueuePath());
    }
}
