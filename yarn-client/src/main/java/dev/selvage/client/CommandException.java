package dev.selvage.client;

import dev.selvage.platform.process.ExitCode;

/**
 * What keeps a command from doing what it was told, in a sentence for the person who called it. Unchecked, since it also passes
 * through programs of users, out of their {@code execute()}.
 */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    private CommandException(ExitCode code, String sentence) {
        super(sentence);
        this.code = code;
    }

    private CommandException(ExitCode code, String sentence, Throwable cause) {
        super(sentence, cause);
        this.code = code;
    }

    /** The command or the configuration has to be mended first. */
    public static CommandException unusable(String sentence) {
        return new CommandException(ExitCode.UNUSABLE_CONFIGURATION, sentence);
    }

    /** The same, where something else has found it out. */
    public static CommandException unusable(String sentence, Throwable cause) {
        return new CommandException(ExitCode.UNUSABLE_CONFIGURATION, sentence, cause);
    }

    /** The command was right, but could not be carried out, such as without a cluster. */
    public static CommandException gaveUp(String sentence) {
        return new CommandException(ExitCode.GIVEN_UP, sentence);
    }

    /** The same, where something else has found it out. */
    public static CommandException gaveUp(String sentence, Throwable cause) {
        return new CommandException(ExitCode.GIVEN_UP, sentence, cause);
    }

    public ExitCode code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
