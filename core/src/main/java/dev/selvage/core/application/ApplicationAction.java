package dev.selvage.core.application;

import dev.selvage.core.id.JobId;

/** What an application wants done. */
public sealed interface ApplicationAction {

    /** Call {@code main()}, on a thread of its own. */
    record CallProgram() implements ApplicationAction {}

    /** Make this durable, and tell what came of it. */
    record WriteMainEnd(MainEnd end) implements ApplicationAction {}

    /** Have a job cancelled. */
    record Cancel(JobId job) implements ApplicationAction {}

    /** End the application. */
    record End(ApplicationOutcome outcome, String diagnostics) implements ApplicationAction {}
}
