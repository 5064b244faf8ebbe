package dev.selvage.connector.files;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** How a file is packed, told by its name. */
enum Compression {
    NONE,
    GZIP;

    private static final List<String> UNKNOWN = List.of(
            ".7z", ".bz2", ".deflate", ".lz4", ".lzma", ".lzo", ".orc", ".parquet", ".snappy", ".xz", ".zip", ".zst");

    /** Refuses what would come out as lines that nobody wrote. */
    static Compression of(URI file) throws IOException {
        String name = Address.name(file);
        if (UNKNOWN.stream().anyMatch(name::endsWith)) {
            throw new IOException("Expected lines of text, plain or in a .gz, but found " + Address.text(file)
                    + ". Unpack it, or leave it out by a pattern such as *.txt.");
        }
        return name.endsWith(".gz") ? GZIP : NONE;
    }
}
