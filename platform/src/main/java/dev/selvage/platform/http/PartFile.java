package dev.selvage.platform.http;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The file of one part while it is written. Only its owner may read it, and its name is ours, whatever the client calls it. */
final class PartFile {

    private static final Logger LOG = LogManager.getLogger(PartFile.class);

    private final String name;
    private final Optional<String> fileName;
    private final String contentType;
    private final Path file;
    private final FileChannel channel;
    private long size;

    private PartFile(String name, Optional<String> fileName, String contentType, Path file, FileChannel channel) {
        this.name = name;
        this.fileName = fileName;
        this.contentType = contentType;
        this.file = file;
        this.channel = channel;
    }

    static PartFile create(Path directory, String name, Optional<String> fileName, String contentType)
            throws IOException {
        Files.createDirectories(directory);
        Path file = Files.createTempFile(directory, "upload-", ".part");
        try {
            return new PartFile(name, fileName, contentType, file, FileChannel.open(file, StandardOpenOption.WRITE));
        } catch (IOException e) {
            Files.delete(file);
            throw e;
        }
    }

    /** What a client calls a file, without the directories that some name too; empty if it has no name. */
    static Optional<String> plainName(String claimed) throws HttpProblem {
        String plain = claimed.substring(Math.max(claimed.lastIndexOf('/'), claimed.lastIndexOf('\\')) + 1);
        if (plain.equals(".") || plain.equals("..") || plain.chars().anyMatch(Character::isISOControl)) {
            throw new HttpProblem(400, "Expected a plain name for each file in a form, found one that is none.");
        }
        return Optional.of(plain).filter(known -> !known.isEmpty());
    }

    void write(ByteBuf bytes) throws IOException {
        size += bytes.readableBytes();
        ByteBuffer left = bytes.nioBuffer();
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    /** Nothing more is written; readers of this machine see all of it. */
    void complete() throws IOException {
        channel.close();
    }

    Part part() {
        return new Part(name, fileName, contentType, size, file);
    }

    /** Also while it is being written. A file that cannot be deleted is told in the log, since nobody else could do more. */
    void delete() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn(
                    "Expected to delete {}, which was uploaded and is not needed any more: delete it yourself.",
                    file,
                    e);
        }
    }
}
