package dev.selvage.client;

import dev.selvage.client.command.SelvageCommand;
import dev.selvage.platform.process.ExitCode;

/** The process of the command line. */
public final class ClientMain {

    private ClientMain() {}

    /**
     * The process.
     *
     * @param words of the command
     */
    public static void main(String[] words) {
        int status = ExitCode.FAULT.status();
        try {
            status = SelvageCommand.execute(words, System.getenv(), Terminal.of(System.getenv()));
        } catch (Throwable fault) {
            fault.printStackTrace(System.err);
        }
        // Threads that a program has started do not keep this from ending.
        System.exit(status);
    }
}
