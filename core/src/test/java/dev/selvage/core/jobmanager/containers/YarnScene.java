package dev.selvage.core.jobmanager.containers;

import dev.selvage.core.id.TaskManagerId;
import java.util.List;
import java.util.function.Supplier;

/** A YARN that runs one application, and all that can be seen and done from outside: the real one, or a simulated one. */
public interface YarnScene extends AutoCloseable {

    /** What may fail to be found out. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** The process of this attempt, once YARN has started it: it has said nothing yet. */
    YarnAttempt attempt(int number) throws Exception;

    /** Lets time pass until something holds, within reason; attempts that do not hold still ask for news meanwhile. */
    void await(Supplier<String> wanted, Condition condition) throws Exception;

    /** How many containers the ResourceManager counts as this application's, ApplicationMasters apart. */
    int held() throws Exception;

    /** Lets time pass until the ResourceManager has heard that so many containers run. */
    void awaitKnownToRun(int containers) throws Exception;

    /** Whether the process in a container lives. */
    boolean runs(TaskManagerId container) throws Exception;

    /** The process in a container is killed. */
    void kill(TaskManagerId container) throws Exception;

    /** As they are named where some of them are to be avoided. */
    List<String> nodes() throws Exception;

    /** Whether no attempt will follow. */
    boolean isOver() throws Exception;

    @Override
    void close();
}
