package dev.selvage.connector.files;

import dev.selvage.api.function.RuntimeContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an attempt of a sink's subtask calls its files. A hidden name begins with a dot, so that nobody reads it, and says who
 * wrote it, so that successors find it, and a person knows what to remove when the job is no more.
 *
 * @param owner the job and the operator, which no other sink shares
 */
record FileNames(String owner, int subtask, int parallelism, int attempt) {
    private static final Pattern REST = Pattern.compile("(\\d{1,9})-(\\d{1,9})-\\d+");
    private static final int LETTERS = 16;

    static FileNames of(RuntimeContext context) {
        return new FileNames(
                context.getJobId() + "-" + context.getOperatorId(),
                context.getIndexOfThisSubtask(),
                context.getNumberOfParallelSubtasks(),
                context.getAttemptNumber());
    }

    /** The name of a file until it is committed. */
    String hidden(long number) {
        return prefix() + subtask + "-" + attempt + "-" + number;
    }

    /** Its name from then on: shorter, but as much its own, so that it never meets another's. */
    String visible(long number) {
        return "part-" + digest() + "-" + subtask + "-" + attempt + "-" + number;
    }

    /** Whether a file was left by an attempt before this one, and is this subtask's to remove. */
    boolean isLeftover(String name) {
        if (!name.startsWith(prefix())) {
            return false;
        }
        Matcher rest = REST.matcher(name.substring(prefix().length()));
        return rest.matches()
                && Integer.parseInt(rest.group(1)) % parallelism == subtask
                && Integer.parseInt(rest.group(2)) < attempt;
    }

    private String prefix() {
        return "." + owner + "-";
    }

    private String digest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(owner.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, LETTERS / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256, which every Java platform has, but found none", e);
        }
    }
}
