package dev.selvage.core.failure;

import java.util.Optional;

/**
 * Something that went wrong, as data that can be stored, sent and shown.
 *
 * @param sentence what was wanted, what was found, and what to do or what happens next
 * @param detail what helps to find the cause, such as the exceptions behind it; may have several lines
 */
public record Failure(ErrorCode code, String sentence, Optional<String> detail) {

    public static Failure of(ErrorCode code, String sentence) {
        return new Failure(code, sentence, Optional.empty());
    }

    /** What is shown to people: the sentence, and the detail below it. */
    @Override
    public String toString() {
        return code + ": " + sentence
                + detail.map(text -> "\n" + text.strip().indent(2).stripTrailing())
                        .orElse("");
    }
}
