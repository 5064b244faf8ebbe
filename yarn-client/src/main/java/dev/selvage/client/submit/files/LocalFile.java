package dev.selvage.client.submit.files;

import java.nio.file.Path;

/** A file on the client's machine that every container shall find under the link, below its working directory. */
record LocalFile(Path file, String link) {

    String name() {
        return String.valueOf(file.getFileName());
    }
}
