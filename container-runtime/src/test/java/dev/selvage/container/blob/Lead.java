package dev.selvage.container.blob;

import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.blob.Blob;
import dev.selvage.platform.blob.BlobHash;
import dev.selvage.platform.blob.BlobSource;
import dev.selvage.platform.blob.JobBlobs;
import dev.selvage.platform.process.WorkerPool;
import dev.selvage.platform.rpc.ControlServer;
import dev.selvage.platform.rpc.ControlSettings;
import dev.selvage.platform.security.ControlSecret;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** One who leads and has the files of jobs, by the names that were recorded; the files may be others by now. */
final class Lead implements BlobSource, AutoCloseable {

    static final ControlSettings SETTINGS = ControlSettings.of(new ClusterId("c"), ControlSecret.of("of the test"));

    private final Map<JobId, JobBlobs> jobs = new ConcurrentHashMap<>();
    private final Map<Blob, byte[]> files = new ConcurrentHashMap<>();
    /** From where in a file somebody began to read. */
    final List<Long> begun = new CopyOnWriteArrayList<>();

    private final WorkerPool readers;
    private final ControlServer server;
    /** The next one who is told so after it has given this much of a file is gone. */
    private volatile long diesAfter = Long.MAX_VALUE;

    Lead(List<String> faults) throws IOException {
        this.readers = new WorkerPool("readers", 4, (where, fault) -> faults.add(where + ": " + fault));
        this.server = ControlServer.bind(
                SETTINGS,
                "127.0.0.1",
                new PortRange(List.of(new PortRange.Span(0, 0))),
                (where, fault) -> faults.add(where + ": " + fault));
        server.giveBlobs(this, readers);
        server.serve(event -> {});
    }

    String address() {
        return "127.0.0.1:" + server.address().getPort();
    }

    /** A file of so many bytes of chance. */
    static byte[] file(int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return content;
    }

    static Blob blob(byte[] content) {
        BlobHash hash = new BlobHash();
        hash.update(content, 0, content.length);
        return hash.blob();
    }

    Lead has(JobId job, byte[] program, byte[]... jars) {
        files.put(blob(program), program);
        for (byte[] jar : jars) {
            files.put(blob(jar), jar);
        }
        jobs.put(
                job,
                new JobBlobs(
                        blob(program), List.of(jars).stream().map(Lead::blob).toList()));
        return this;
    }

    /** What lies in the place of a file. */
    Lead damaged(byte[] file, byte[] by) {
        files.put(blob(file), by);
        return this;
    }

    Lead diesAfter(long bytes) {
        diesAfter = bytes;
        return this;
    }

    @Override
    public JobBlobs of(JobId job) throws IOException {
        JobBlobs found = jobs.get(job);
        if (found == null) {
            throw new IOException("Expected a job, but found none");
        }
        return found;
    }

    @Override
    public InputStream open(JobId job, Blob blob, long from) throws IOException {
        begun.add(from);
        InputStream all = new ByteArrayInputStream(files.getOrDefault(blob, new byte[0]));
        return new FilterInputStream(all) {

            private long at = all.readNBytes((int) from).length;

            @Override
            public int read(byte[] into, int offset, int most) throws IOException {
                int count = super.read(into, offset, most);
                at += Math.max(0, count);
                if (at > diesAfter) {
                    // Nobody hears of this piece any more.
                    server.close();
                }
                return count;
            }
        };
    }

    @Override
    public void close() {
        server.close();
        readers.close();
    }
}
