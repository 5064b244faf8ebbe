package dev.selvage.client.submit;

import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.SecurityOptions;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.launch.ContainerLayout;
import dev.selvage.platform.security.ControlSecret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.DataOutputBuffer;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.yarn.client.util.YarnClientUtils;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.security.AMRMTokenIdentifier;

/** What the ApplicationMaster is given that nobody else may see: the secret of its cluster, and tokens for other systems. */
final class ClientCredentials {

    private static final String FILE_SYSTEMS = "hadoopfs";

    private ClientCredentials() {}

    /**
     * In the form in which they travel.
     *
     * @param staging on a file system that containers need a token for in any case
     */
    static ByteBuffer of(Configuration options, YarnConfiguration hadoop, Path staging) throws IOException {
        Credentials credentials = new Credentials();
        if (options.find(SecurityOptions.CONTROL_SECRET).orElse(true)) {
            // A new one for each application, and nowhere else than here: lists of processes and logs show everything
            // else.
            credentials.addSecretKey(
                    new Text(ContainerLayout.SECRET_ALIAS),
                    ControlSecret.randomText(new SecureRandom()).getBytes(StandardCharsets.UTF_8));
        }
        if (UserGroupInformation.isSecurityEnabled()) {
            addOwn(credentials);
            if (options.get(SecurityOptions.TOKENS)
                    && options.get(YarnOptions.TOKEN_SERVICES).contains(FILE_SYSTEMS)) {
                addForFileSystems(options, hadoop, staging, credentials);
            }
        }
        DataOutputBuffer buffer = new DataOutputBuffer();
        credentials.writeTokenStorageToStream(buffer);
        return ByteBuffer.wrap(buffer.getData(), 0, buffer.getLength());
    }

    /** What this process has been given itself, where it runs in a container. */
    private static void addOwn(Credentials credentials) throws IOException {
        Credentials own = UserGroupInformation.getCurrentUser().getCredentials();
        for (Token<?> token : own.getAllTokens()) {
            // With a token of another ApplicationMaster ours would speak to YARN in that one's name (FLINK-11126).
            if (!token.getKind().equals(AMRMTokenIdentifier.KIND_NAME)) {
                credentials.addToken(token.getService(), token);
            }
        }
    }

    private static void addForFileSystems(
            Configuration options, YarnConfiguration hadoop, Path staging, Credentials credentials) throws IOException {
        // Only the ResourceManager renews tokens while the application runs; without it as the renewer they end
        // within a day, and the nodes cannot write the logs.
        String renewer = YarnClientUtils.getRmPrincipal(hadoop);
        Set<Path> places = new LinkedHashSet<>();
        places.add(staging);
        places.add(new Path("/"));
        options.find(HighAvailabilityOptions.STORAGE_DIR).map(Path::new).ifPresent(places::add);
        options.find(YarnOptions.LIBRARY_CACHE_DIR).map(Path::new).ifPresent(places::add);
        options.find(SecurityOptions.HADOOP_FILE_SYSTEMS).orElse(List.of()).stream()
                .map(Path::new)
                .forEach(places::add);
        for (Path place : places) {
            // Without an effect where there is one for this file system already.
            place.getFileSystem(hadoop).addDelegationTokens(renewer, credentials);
        }
    }
}
