package dev.selvage.platform.process;

import dev.selvage.platform.logging.LogSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A process that comes to grief in the way that its first argument names; its configuration and its log lie in the directory
 * of the second, and what follows is set by {@code -D}.
 */
final class FaultyMain {

    private FaultyMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path directory = Path.of(arguments[1]);
        ProcessLaunch.launch(
                "faulty process",
                new ProcessLaunch.Place(LogSetup.Role.CLUSTER, directory, directory.resolve("faulty.log")),
                List.of(arguments).subList(2, arguments.length),
                (configuration, faults, steps) -> {
                    steps.<AutoCloseable>start("the first part", () -> () -> System.out.println("part stopped"));
                    comeToGrief(arguments[0], faults, steps);
                });
        System.out.println("waiting");
        new CountDownLatch(1).await();
    }

    private static void comeToGrief(String grief, FatalFaults faults, ProcessSteps steps)
            throws ProcessSteps.StartFailedException {
        switch (grief) {
            case "uncaught" -> new Thread(FaultyMain::throwABug, "buggy-thread").start();
            case "memory" ->
                faults.onFault("hungry-thread", new IllegalStateException(new OutOfMemoryError("no more")));
            case "twice" -> {
                faults.onFault("first", new IllegalStateException("the cause"));
                faults.onFault("second", new IllegalStateException("a consequence"));
            }
            case "port" ->
                steps.start("the control port", () -> {
                    throw new IOException("port 6123 is taken");
                });
            default -> {}
        }
    }

    private static void throwABug() {
        throw new IllegalStateException("a bug");
    }
}
