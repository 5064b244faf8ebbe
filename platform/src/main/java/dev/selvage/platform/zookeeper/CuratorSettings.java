package dev.selvage.platform.zookeeper;

import dev.selvage.core.config.ZooKeeperOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.RetryPolicy;
import org.apache.curator.framework.AuthInfo;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.retry.BoundedExponentialBackoffRetry;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.data.ACL;

/** What our options mean to Curator. */
final class CuratorSettings {

    /** Curator takes more for a mistake, and logs a warning. */
    private static final int MOST_RETRIES = 29;

    private CuratorSettings() {}

    /** The servers, as ZooKeeper writes them. */
    static String quorum(Configuration configuration) throws InvalidConfigurationException {
        String quorum = String.join(",", configuration.require(ZooKeeperOptions.QUORUM));
        try {
            new ConnectStringParser(quorum);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(List.of("Expected " + ZooKeeperOptions.QUORUM.key()
                    + " to name servers as host:port, separated by commas, but found " + quorum + ": "
                    + e.getMessage()));
        }
        return quorum;
    }

    /** A client that is not started yet. */
    static CuratorFramework client(Configuration configuration, Nodes nodes) throws InvalidConfigurationException {
        CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
                .connectString(quorum(configuration))
                .sessionTimeoutMs(millis(configuration.get(ZooKeeperOptions.SESSION_TIMEOUT)))
                .connectionTimeoutMs(millis(configuration.get(ZooKeeperOptions.CONNECTION_TIMEOUT)))
                .retryPolicy(retries(configuration))
                .ensembleTracker(configuration.get(ZooKeeperOptions.ENSEMBLE_TRACKER));
        List<AuthInfo> identities = identities(configuration);
        if (!identities.isEmpty()) {
            builder.authorization(identities);
        }
        if (configuration.get(ZooKeeperOptions.ACL) == ZooKeeperOptions.Acl.CREATOR) {
            builder.aclProvider(new OfCreator(nodes.root()));
        }
        return builder.build();
    }

    private static RetryPolicy retries(Configuration configuration) {
        return new BoundedExponentialBackoffRetry(
                millis(configuration.get(ZooKeeperOptions.RETRY_WAIT)),
                millis(configuration.get(ZooKeeperOptions.MAX_RETRY_WAIT)),
                Math.min(MOST_RETRIES, configuration.get(ZooKeeperOptions.MAX_RETRY_ATTEMPTS)));
    }

    private static List<AuthInfo> identities(Configuration configuration) throws InvalidConfigurationException {
        List<AuthInfo> identities = new ArrayList<>();
        for (String identity :
                configuration.find(ZooKeeperOptions.AUTHORIZATION).orElse(List.of())) {
            int colon = identity.indexOf(':');
            if (colon < 1) {
                // Without what was found: it is a secret.
                throw new InvalidConfigurationException(List.of("Expected " + ZooKeeperOptions.AUTHORIZATION.key()
                        + " to be scheme:credentials, such as digest:user:password, but found no scheme."));
            }
            identities.add(new AuthInfo(
                    identity.substring(0, colon), identity.substring(colon + 1).getBytes(StandardCharsets.UTF_8)));
        }
        return identities;
    }

    /** Curator counts milliseconds in 32 bits. */
    private static int millis(Duration duration) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
    }

    /** A cluster's nodes are its creator's; those above belong to all clusters, whatever their identities. */
    private record OfCreator(String root) implements ACLProvider {

        @Override
        public List<ACL> getDefaultAcl() {
            return ZooDefs.Ids.CREATOR_ALL_ACL;
        }

        @Override
        public List<ACL> getAclForPath(String path) {
            return path.equals(root) || path.startsWith(root + "/")
                    ? ZooDefs.Ids.CREATOR_ALL_ACL
                    : ZooDefs.Ids.OPEN_ACL_UNSAFE;
        }
    }
}
