package dev.selvage.client.submit;

import dev.selvage.client.submit.files.UnusableFileException;
import dev.selvage.core.config.option.InvalidConfigurationException;
import java.util.List;

/** What keeps an application from running: every reason that was found, a sentence each for the person who submits it. */
public final class SubmissionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;
    private final boolean isEnd;

    SubmissionException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
        this.isEnd = false;
    }

    SubmissionException(List<String> problems, Throwable cause) {
        super(String.join("\n", problems), cause);
        this.problems = List.copyOf(problems);
        this.isEnd = false;
    }

    private SubmissionException(String sentence, boolean isEnd) {
        super(sentence);
        this.problems = List.of(sentence);
        this.isEnd = isEnd;
    }

    SubmissionException(String sentence) {
        this(List.of(sentence));
    }

    SubmissionException(String sentence, Throwable cause) {
        this(List.of(sentence), cause);
    }

    SubmissionException(InvalidConfigurationException cause) {
        this(cause.problems(), cause);
    }

    /** The application was there, and has ended before it ran. */
    static SubmissionException ended(String why) {
        return new SubmissionException(why, true);
    }

    public List<String> problems() {
        return problems;
    }

    /** Whether the application has ended, so that nothing of it goes on. */
    public boolean isEnd() {
        return isEnd;
    }

    /** Whether somebody has to mend something first, be it a word, a setting or a file: all else is how the cluster is. */
    public boolean isMistake() {
        Throwable cause = getCause();
        // What YARN and the storage say of themselves always comes with what they have thrown.
        return !isEnd
                && (cause == null
                        || cause instanceof InvalidConfigurationException
                        || cause instanceof UnusableFileException
                        || cause instanceof IllegalArgumentException);
    }
}
