package dev.selvage.core.failure;

import java.util.Optional;

/**
 * Something that went wrong, as data that can be stored, sent and shown.
 *
 * @param sentence what was wanted, what was found, and what to do or what happens next
 * @param detail what helps to find the cause, such as a stack trace
 */
public record Failure(ErrorCode code, String sentence, Optional<String> detail) {

    public static Failure of(ErrorCode code, String sentence) {
        return new Failure(code, sentence, Optional.empty());
    }

    @Override
    public String toString() {
        return code + ": " + sentence;
    }
}
