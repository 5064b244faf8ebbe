package dev.selvage.am.yarn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;
import org.apache.hadoop.yarn.security.AMRMTokenIdentifier;
import org.junit.jupiter.api.Test;

class LaunchContextsTest {

    private static Token<TokenIdentifier> token(String kind) {
        return new Token<>(new byte[1], new byte[1], new Text(kind), new Text("a service"));
    }

    @Test
    void aTaskManagerGetsTheSecretAndEveryTokenButTheApplicationMastersOwn() {
        Credentials ours = new Credentials();
        ours.addSecretKey(new Text("secret"), "known to us".getBytes(UTF_8));
        ours.addToken(new Text("hdfs"), token("HDFS_DELEGATION_TOKEN"));
        ours.addToken(new Text("under any name"), token(AMRMTokenIdentifier.KIND_NAME.toString()));

        Credentials theirs = LaunchContexts.withoutOurOwn(ours);

        assertThat(theirs.getSecretKey(new Text("secret"))).isEqualTo("known to us".getBytes(UTF_8));
        assertThat(theirs.getAllTokens()).hasSize(1);
        assertThat(theirs.getToken(new Text("hdfs"))).isNotNull();
        assertThat(ours.getAllTokens()).as("ours stay").hasSize(2);
    }
}
