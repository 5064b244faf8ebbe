package dev.selvage.container.metric;

import dev.selvage.api.metric.Counter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The metrics of all operators of one task. Any thread. */
public final class TaskMetrics {
    private final List<OperatorMetrics> operators = new CopyOnWriteArrayList<>();

    /** Metrics for one operator more. */
    public OperatorMetrics ofOperator(String name) {
        OperatorMetrics made = new OperatorMetrics(name);
        operators.add(made);
        return made;
    }

    /** What was counted under each name, by whichever operators share it. */
    public Map<String, Long> counts() {
        TreeMap<String, Long> counts = new TreeMap<>();
        for (OperatorMetrics operator : operators) {
            operator.all().forEach((name, metric) -> {
                if (metric instanceof Counter counter) {
                    counts.merge(name, counter.getCount(), Long::sum);
                }
            });
        }
        return counts;
    }
}
