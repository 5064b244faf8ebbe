package dev.selvage.benchmarks.scale;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Figures as people read them: a line for each, a column for each size, and how the last compares with the first. */
final class FiguresTable {

    private static final double MEBI = 1 << 20;
    private static final double KIBI = 1 << 10;

    private static final List<Line> LINES = List.of(
            new Line("TaskManagers", "", 0, Figures::taskManagers),
            new Line("subtasks", "", 0, Figures::subtasks),
            new Line("TaskManagers registered", "s", 2, Figures::registeredSeconds),
            new Line("job accepted", "s", 2, Figures::acceptedSeconds),
            new Line("last task started", "s", 2, Figures::startedSeconds),
            new Line("all tasks run", "s", 2, Figures::deployedSeconds),
            new Line("processor time of that", "s", 2, Figures::deployCpuSeconds),
            new Line("processor time of the stand-ins", "s", 2, Figures::standInCpuSeconds),
            new Line("steady: processors", "", 3, Figures::steadyCores),
            new Line("steady: messages a second", "", 0, Figures::messagesPerSecond),
            new Line("steady: checkpoints", "", 0, Figures::checkpoints),
            new Line("checkpoint, median", "ms", 0, Figures::checkpointMillis),
            new Line("checkpoint, slowest", "ms", 0, Figures::slowestCheckpointMillis),
            new Line("live heap", "MiB", 0, figures -> figures.liveHeapBytes() / MEBI),
            new Line("most memory", "MiB", 0, figures -> figures.residentBytes() / MEBI),
            new Line("deployment record", "KiB", 0, figures -> figures.deploymentRecordBytes() / KIBI),
            new Line("manifest", "KiB", 0, figures -> figures.manifestBytes() / KIBI),
            new Line("message that deploys", "KiB", 0, figures -> figures.deployMessageBytes() / KIBI),
            new Line("all tasks run again after one failed", "s", 2, Figures::restartedSeconds),
            new Line("all tasks adopted by the next JobManager", "s", 2, Figures::adoptedSeconds));

    private FiguresTable() {}

    private record Line(String name, String unit, int digits, ToDoubleFunction<Figures> value) {

        String of(List<Figures> all) {
            StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-42s%4s", name, unit));
            for (Figures figures : all) {
                text.append(String.format(Locale.ROOT, "%12." + digits + "f", value.applyAsDouble(figures)));
            }
            double first = value.applyAsDouble(all.get(0));
            if (all.size() > 1 && first > 0) {
                text.append(String.format(Locale.ROOT, "%9.1fx", value.applyAsDouble(all.get(all.size() - 1)) / first));
            }
            return text.append('\n').toString();
        }
    }

    static String of(List<Figures> all) {
        StringBuilder text = new StringBuilder();
        LINES.forEach(line -> text.append(line.of(all)));
        return text.toString();
    }
}
