package dev.selvage.container.network;

import static dev.selvage.container.network.TwoProcesses.LONGS;
import static dev.selvage.container.network.TwoProcesses.rest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.container.exchange.Event;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.security.InternalTls;
import dev.selvage.platform.security.Keystores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsTransportTest {

    private static final TransportSettings PLAIN =
            TwoProcesses.settings("secret", "cluster").withSizes(1 << 10, 8 << 10);

    @TempDir
    private static Path directory;

    private static TransportSettings ours;
    private static TransportSettings suspicious;

    @BeforeAll
    static void makeKeys() throws Exception {
        Path key = Keystores.key(directory, "ours");
        Path other = Keystores.key(directory, "other");
        ours = settings(key, Keystores.trusting(key, "ours"));
        suspicious = settings(other, Keystores.trusting(other, "other"));
    }

    private static TransportSettings settings(Path key, Path trust) throws Exception {
        List<String> assignments = Keystores.settings(key, trust).entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .toList();
        Path none = Files.createDirectories(directory.resolve("conf"));
        return PLAIN.withTls(
                InternalTls.of(ConfigurationFiles.load(none, assignments).configuration()));
    }

    @Test
    void recordsArriveInOrderAndCompleteBehindTls() throws Exception {
        int records = 20_000;
        try (TwoProcesses two = new TwoProcesses(ours, ours)) {
            RemoteInput input = two.input(1, 0, LONGS);
            RemoteOutput output = two.output(1, 0, LONGS);
            LongStream.range(0, records).forEach(number -> output.append(number, number, number));
            output.event(new Event.EndOfInput());

            assertThat(rest(input))
                    .isEqualTo(LongStream.range(0, records)
                            .boxed()
                            .map(Object.class::cast)
                            .toList());
        }
    }

    private static String failure(TransportSettings producing, TransportSettings consuming) throws Exception {
        try (TwoProcesses two = new TwoProcesses(producing, consuming)) {
            RemoteInput input = two.input(1, 0, LONGS);
            RemoteOutput output = two.output(1, 0, LONGS);
            output.append(1L, 1, 1);
            output.flush();
            String said = String.valueOf(
                    TwoProcesses.failure(() -> input.poll() != null).getMessage());
            output.close();
            return said;
        }
    }

    @Test
    void whoeverShowsACertificateThatNobodyTrustsIsRefused() throws Exception {
        assertThat(failure(ours, suspicious)).contains("TLS did not come about").contains("truststore");
        assertThat(failure(suspicious, ours)).contains("1 of job");
    }

    @Test
    void whereOneEndWantsTlsAndTheOtherDoesNotNothingIsSaid() throws Exception {
        assertThat(failure(PLAIN, ours)).contains("security.ssl.internal.enabled");
        assertThat(failure(ours, PLAIN)).contains("security.ssl.internal.enabled");
    }
}
