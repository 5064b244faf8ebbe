package dev.selvage.benchmarks.frame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** How busy this machine is, with whatever: a figure that was taken beside another program's work is not worth much. */
final class Machine {

    private static final Path STATISTICS = Path.of("/proc/stat");
    private static final double TICKS_PER_SECOND = 100;
    /** Columns of the first line: user, nice, system, then idle and waiting, which are left out, then interrupts and stolen time. */
    private static final List<Integer> BUSY = List.of(1, 2, 3, 6, 7, 8);

    private Machine() {}

    /** Seconds that all processors together have worked, stolen time included; nothing where the system does not say. */
    static OptionalDouble busySeconds() throws IOException {
        if (!Files.isReadable(STATISTICS)) {
            return OptionalDouble.empty();
        }
        return busySeconds(Files.readAllLines(STATISTICS).get(0));
    }

    static OptionalDouble busySeconds(String firstLine) {
        String[] columns = firstLine.split(" +", -1);
        return OptionalDouble.of(BUSY.stream()
                .mapToDouble(column -> Double.parseDouble(columns[column]) / TICKS_PER_SECOND)
                .sum());
    }
}
