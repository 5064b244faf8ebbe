package dev.selvage.benchmarks.frame;

import dev.selvage.benchmarks.workloads.Workload;
import java.util.List;

/** Somebody who can do the workloads. The frame knows no more of an engine than which processes it wants. */
interface Engine {

    /** As it stands in results. */
    String name();

    boolean canDo(Workload workload);

    /** Whether it takes part when nobody chose. */
    boolean isUsualFor(Workload workload);

    /** Free ports that it wants. */
    int ports(int processes);

    /** The processes of one trial, in the order in which they are started. */
    List<Launch> launches(Trial trial, List<Integer> ports, String checkpoints);
}
