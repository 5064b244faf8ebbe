package dev.selvage.platform.process;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.logging.LogSetup;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that comes to grief in the way that its first argument names; logs into the directory of the second. */
final class FaultyMain {

    private FaultyMain() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        Configuration configuration = ConfigurationFiles.load(
                        directory, List.of("cluster.processes.halt-on-fatal-error=" + arguments[2]))
                .configuration();
        LogSetup.start(LogSetup.Role.CLUSTER, directory, directory.resolve("faulty.log"), configuration);
        FatalFaults faults = FatalFaults.install(configuration);
        ProcessSteps steps = new ProcessSteps();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            steps.close();
            LogSetup.stop();
        }));
        steps.<AutoCloseable>start("the only part", () -> () -> System.out.println("part stopped"));
        switch (arguments[0]) {
            case "uncaught" -> new Thread(FaultyMain::throwABug, "buggy-thread").start();
            case "memory" ->
                faults.onFault("hungry-thread", new IllegalStateException(new OutOfMemoryError("no more")));
            case "twice" -> {
                faults.onFault("first", new IllegalStateException("the cause"));
                faults.onFault("second", new IllegalStateException("a consequence"));
            }
            default -> System.out.println("waiting");
        }
        new CountDownLatch(1).await();
    }

    private static void throwABug() {
        throw new IllegalStateException("a bug");
    }
}
