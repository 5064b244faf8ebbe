package dev.selvage.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;

/** Uploads more than its heap has room for, to itself. */
final class LargeUploadMain {

    private static final String HEAD =
            "--xYz\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"job.jar\"\r\n\r\n";
    private static final String TAIL = "\r\n--xYz--\r\n";
    private static final int MEGABYTE = 1 << 20;

    private LargeUploadMain() {}

    /** A form with one file in it, made up while it is read. */
    private static final class Form extends InputStream {

        private final MessageDigest hash;
        private final int megabytes;
        private final Random random = new Random(7);
        private final byte[] block = new byte[MEGABYTE];
        private ByteBuffer next = ByteBuffer.wrap(HEAD.getBytes(StandardCharsets.US_ASCII));
        private int made;

        Form(int megabytes, MessageDigest hash) {
            this.megabytes = megabytes;
            this.hash = hash;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("expected to be read in pieces");
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            if (!next.hasRemaining() && made <= megabytes) {
                if (made < megabytes) {
                    random.nextBytes(block);
                    hash.update(block);
                    next = ByteBuffer.wrap(block);
                } else {
                    next = ByteBuffer.wrap(TAIL.getBytes(StandardCharsets.US_ASCII));
                }
                made++;
            }
            int count = Math.min(length, next.remaining());
            next.get(to, offset, count);
            return count == 0 ? -1 : count;
        }
    }

    private static String received(HttpRequest request) throws Exception {
        Part part = request.part("jarfile").orElseThrow();
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        try (InputStream content = new DigestInputStream(Files.newInputStream(part.file()), hash)) {
            content.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return part.size() + " " + Files.size(part.file()) + " "
                + HexFormat.of().formatHex(hash.digest());
    }

    public static void main(String[] arguments) throws Exception {
        Path uploads = Path.of(arguments[0]);
        int megabytes = Integer.parseInt(arguments[1]);
        long size = (long) megabytes * MEGABYTE;
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        try (HttpScene scene = new HttpScene(
                HttpSettings.of(size + MEGABYTE, uploads),
                Route.post("/jars/upload", request -> HttpReply.text(received(request))))) {
            HttpResponse<String> reply = HttpClient.newHttpClient()
                    .send(
                            java.net.http.HttpRequest.newBuilder(scene.address().resolve("/jars/upload"))
                                    .header("Content-Type", "multipart/form-data; boundary=xYz")
                                    .POST(BodyPublishers.ofInputStream(() -> new Form(megabytes, hash)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            String sent = size + " " + size + " " + HexFormat.of().formatHex(hash.digest());
            if (!reply.body().equals(sent) || !scene.uploads().isEmpty()) {
                throw new IOException("expected " + sent + ", found " + reply.body() + ", and left " + scene.uploads());
            }
        }
        System.out.println(megabytes + " MB arrived as they were sent, and nothing is left");
        System.exit(0);
    }
}
