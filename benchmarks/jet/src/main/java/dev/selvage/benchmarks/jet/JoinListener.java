package dev.selvage.benchmarks.jet;

import com.hazelcast.cluster.InitialMembershipEvent;
import com.hazelcast.cluster.InitialMembershipListener;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.HazelcastInstance;
import java.util.concurrent.CountDownLatch;

/** Opens a latch as soon as the cluster has its size. */
record JoinListener(HazelcastInstance member, int wanted, CountDownLatch joined) implements InitialMembershipListener {

    @Override
    public void init(InitialMembershipEvent event) {
        look();
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        look();
    }

    @Override
    public void memberRemoved(MembershipEvent event) {}

    private void look() {
        if (member.getCluster().getMembers().size() >= wanted) {
            joined.countDown();
        }
    }
}
