package dev.selvage.core.simulation.job.yarn;

import dev.selvage.core.jobmanager.containers.RestartableYarnScene;
import dev.selvage.core.jobmanager.containers.YarnContract;
import dev.selvage.core.jobmanager.containers.YarnRestartContract;

/** What is simulated of YARN is as YARN is. */
class SimulatedYarnContractTest implements YarnContract, YarnRestartContract {

    private static final long SEED = 1506;

    @Override
    public RestartableYarnScene open(int attempts) {
        return new SimulatedYarnScene(SEED, attempts);
    }
}
