package dev.selvage.api.sink;

import dev.selvage.api.function.RuntimeContext;
import java.util.Collection;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settles the transactions of a {@link CollectSink} for one attempt of a subtask, whose names say who began them.
 *
 * @param owner the job and the operator
 */
record CollectCommitter(CollectInbox inbox, String owner, int subtask, int parallelism, int attempt)
        implements Committer<String> {
    private static final Pattern NAME = Pattern.compile("(.*)/(\\d{1,9})/(\\d{1,9})/[^/]*");

    static CollectCommitter of(CollectInbox inbox, RuntimeContext context) {
        return new CollectCommitter(
                inbox,
                context.getJobId() + "/" + context.getOperatorId(),
                context.getIndexOfThisSubtask(),
                context.getNumberOfParallelSubtasks(),
                context.getAttemptNumber());
    }

    /** A name that no other transaction has, also if a subtask's predecessor still runs somewhere. */
    String nextName() {
        return owner + "/" + subtask + "/" + attempt + "/" + UUID.randomUUID();
    }

    @Override
    public void commit(String transaction) {
        inbox.commit(transaction);
    }

    @Override
    public void abort(String transaction) {
        inbox.abort(transaction);
    }

    @Override
    public void abortAllBut(Collection<String> restored) {
        inbox.abortAll(transaction -> isLeftover(transaction) && !restored.contains(transaction));
    }

    private boolean isLeftover(String transaction) {
        Matcher name = NAME.matcher(transaction);
        return name.matches()
                && name.group(1).equals(owner)
                && Integer.parseInt(name.group(2)) % parallelism == subtask
                && Integer.parseInt(name.group(3)) < attempt;
    }
}
