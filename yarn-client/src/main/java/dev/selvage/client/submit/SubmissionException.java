package dev.selvage.client.submit;

import dev.selvage.core.config.option.InvalidConfigurationException;
import java.util.List;

/** What keeps an application from running: every reason that was found, a sentence each for the person who submits it. */
public final class SubmissionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    SubmissionException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    SubmissionException(List<String> problems, Throwable cause) {
        super(String.join("\n", problems), cause);
        this.problems = List.copyOf(problems);
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

    public List<String> problems() {
        return problems;
    }
}
