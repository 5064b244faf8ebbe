package dev.selvage.api;

import dev.selvage.api.function.RuntimeContext;
import java.lang.reflect.Proxy;

/** Contexts that know which attempt of which subtask they are, and nothing else. */
public final class Attempts {
    private Attempts() {}

    /** The first attempt of a job's only subtask. */
    public static RuntimeContext first() {
        return of(0, 1, 0);
    }

    public static RuntimeContext of(int subtask, int parallelism, int attempt) {
        return (RuntimeContext) Proxy.newProxyInstance(
                Attempts.class.getClassLoader(),
                new Class<?>[] {RuntimeContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getJobId" -> "job";
                    case "getOperatorId" -> "operator";
                    case "getIndexOfThisSubtask" -> subtask;
                    case "getNumberOfParallelSubtasks" -> parallelism;
                    case "getAttemptNumber" -> attempt;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
