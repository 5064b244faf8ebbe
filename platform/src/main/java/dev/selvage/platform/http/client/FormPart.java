package dev.selvage.platform.http.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One part of a form that is sent. A file is read while it is sent, and never held in memory. */
public final class FormPart {

    private final String head;
    private final BodyPublisher content;

    private FormPart(String head, BodyPublisher content) {
        this.head = head;
        this.content = content;
    }

    public static FormPart file(String name, Path file, String contentType) throws FileNotFoundException {
        return new FormPart(
                "Content-Disposition: form-data; name=\"" + quoted(name) + "\"; filename=\""
                        + quoted(String.valueOf(file.getFileName())) + "\"\r\nContent-Type: " + contentType
                        + "\r\n\r\n",
                BodyPublishers.ofFile(file));
    }

    public static FormPart text(String name, String text, String contentType) {
        return new FormPart(
                "Content-Disposition: form-data; name=\"" + quoted(name) + "\"\r\nContent-Type: " + contentType
                        + "\r\n\r\n",
                BodyPublishers.ofString(text));
    }

    /** As browsers do it: whatever could end the value is percent-encoded. */
    private static String quoted(String value) {
        return value.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** Its boundary, its headers and its content. */
    BodyPublisher publisher(String boundary) {
        return BodyPublishers.concat(
                BodyPublishers.ofString("--" + boundary + "\r\n" + head, StandardCharsets.UTF_8),
                content,
                BodyPublishers.ofString("\r\n"));
    }
}
