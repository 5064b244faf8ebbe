package dev.selvage.platform.plugin;

/** No plugin can be used for what was wanted; the message is the second half of a sentence, and names the plugins. */
public final class UnusablePluginException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusablePluginException(String message) {
        super(message);
    }

    UnusablePluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
