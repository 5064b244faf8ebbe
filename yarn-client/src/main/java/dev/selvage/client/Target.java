package dev.selvage.client;

import dev.selvage.platform.program.ProgramException;
import dev.selvage.platform.program.UserProgram;

/** Where {@code run} can send the jobs of a program: a value of {@code execution.target}. */
public interface Target {

    /** The value. */
    String name();

    /**
     * Calls the program and sees to its jobs; returns when the command has nothing left to do.
     *
     * @throws CommandException if the jobs cannot go there
     */
    void run(UserProgram program, RunRequest request) throws ProgramException;
}
