package dev.selvage.benchmarks.jet;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import dev.selvage.benchmarks.workloads.MeasuredProcess;
import dev.selvage.benchmarks.workloads.WorkerArguments;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One member of a Jet cluster on this machine; the first submits the job when all have joined. */
public final class JetMain {

    private static final String LOCALHOST = "127.0.0.1";

    private JetMain() {}

    public static void main(String[] arguments) {
        MeasuredProcess.run(arguments, JetMain::start);
    }

    private static Supplier<Map<Long, Long>> start(WorkerArguments arguments) throws InterruptedException {
        HazelcastInstance member = Hazelcast.newHazelcastInstance(member(arguments));
        if (arguments.process() > 0) {
            return Map::of;
        }
        awaitMembers(member, arguments.processes());
        JobConfig config = new JobConfig()
                .setName(arguments.workload().label())
                .setProcessingGuarantee(ProcessingGuarantee.EXACTLY_ONCE)
                .setSnapshotIntervalMillis(1_000);
        Serializers.register(config);
        Job job = member.getJet().newJob(JetJob.define(arguments.workload(), arguments.splitsHere()), config);
        var unused = job.getFuture()
                .whenComplete((nothing, failure) -> MeasuredProcess.fail(
                        "Expected the job to run until the end of the measurement, but found that it ended",
                        failure == null ? new IllegalStateException("It finished.") : failure));
        return new SnapshotHistory(member, job.getId());
    }

    private static Config member(WorkerArguments arguments) {
        Config config = new Config();
        config.setClusterName("selvage-benchmark-" + arguments.ports().get(0));
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "jdk");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.getJetConfig().setEnabled(true).setCooperativeThreadCount(arguments.splitsHere());
        config.getNetworkConfig()
                .setPort(arguments.ports().get(arguments.process()))
                .setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(LOCALHOST);
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        arguments.ports().forEach(port -> join.getTcpIpConfig().addMember(LOCALHOST + ":" + port));
        return config;
    }

    private static void awaitMembers(HazelcastInstance member, int wanted) throws InterruptedException {
        CountDownLatch joined = new CountDownLatch(1);
        member.getCluster().addMembershipListener(new JoinListener(member, wanted, joined));
        if (!joined.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("Expected " + wanted + " members within a minute, but found "
                    + member.getCluster().getMembers());
        }
    }
}
