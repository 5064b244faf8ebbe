package dev.selvage.core.simulation.job.yarn;

import dev.selvage.core.jobmanager.containers.YarnContract;
import dev.selvage.core.jobmanager.containers.YarnScene;

/** What is simulated of YARN is as YARN is. */
class SimulatedYarnContractTest implements YarnContract {

    private static final long SEED = 1506;

    @Override
    public YarnScene open(int attempts) {
        return new SimulatedYarnScene(SEED, attempts);
    }
}
