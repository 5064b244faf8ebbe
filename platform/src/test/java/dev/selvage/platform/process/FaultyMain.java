package dev.selvage.platform.process;

import dev.selvage.platform.logging.LogSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A process that comes to grief in the way that its first argument names; its configuration and its log lie in the directory
 * of the second, and what follows is set by {@code -D}.
 */
final class FaultyMain {

    private static final List<long[]> HOARD = new ArrayList<>();

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
        if (arguments[0].equals("nothing")) {
            System.out.println("waiting");
            new CountDownLatch(1).await();
        }
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
            case "wordless" ->
                steps.start("the control port", () -> {
                    throw new IllegalStateException();
                });
            case "heap" -> new Thread(FaultyMain::fillTheHeap, "hungry-thread").start();
            case "stuck-stop" -> {
                steps.<AutoCloseable>start("the stuck part", () -> () -> new CountDownLatch(1).await());
                faults.onFault("faulty-thread", new IllegalStateException("a bug"));
            }
            case "stuck-start" -> {
                new Thread(FaultyMain::throwABug, "buggy-thread").start();
                steps.<AutoCloseable>start("the stuck part", () -> {
                    new CountDownLatch(1).await();
                    return () -> {};
                });
            }
            default -> {}
        }
    }

    private static void fillTheHeap() {
        while (true) {
            HOARD.add(new long[1024]);
        }
    }

    private static void throwABug() {
        throw new IllegalStateException("a bug");
    }
}
