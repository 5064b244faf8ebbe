package dev.selvage.platform.program;

import java.util.ServiceLoader;

/**
 * Calls {@code main()} of users' programs in this process, each in a class loader with its own jars. The one that ships is found on
 * the class path, so that a command line need not know how jobs are planned and packed.
 */
public interface ProgramRunner {

    /** Calls a program on this thread, and hands each job that it executes over, packed; returns when {@code main()} has returned. */
    void run(UserProgram program, JobDestination destination) throws ProgramException;

    /** The same, but its jobs run in this process: returns when {@code main()} has returned and all of them have ended. */
    void runHere(UserProgram program) throws ProgramException;

    /**
     * The class whose {@code main()} would be called. Nothing of the program is called.
     *
     * @throws ProgramException with what there is to mend first, as {@link #run} would
     */
    String entryClass(UserProgram program) throws ProgramException;

    /** The one on the class path. */
    static ProgramRunner find() {
        return ServiceLoader.load(ProgramRunner.class, ProgramRunner.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "expected something on the class path that calls programs, such as selvage-local, but found"
                                + " nothing"));
    }
}
