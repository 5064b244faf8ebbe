package dev.selvage.platform.launch;

import dev.selvage.platform.process.ExitCode;

/** What keeps a script from doing what it was told, in a sentence for the person who called it. */
final class LaunchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    private LaunchException(ExitCode code, String sentence) {
        super(sentence);
        this.code = code;
    }

    /** The command, the configuration or the machine has to be mended first. */
    static LaunchException unusable(String sentence) {
        return new LaunchException(ExitCode.UNUSABLE_CONFIGURATION, sentence);
    }

    /** Something was started and did not stay. */
    static LaunchException failed(String sentence) {
        return new LaunchException(ExitCode.START_FAILED, sentence);
    }

    ExitCode code() {
        return code;
    }
}
