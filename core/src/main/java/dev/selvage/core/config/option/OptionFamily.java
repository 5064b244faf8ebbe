package dev.selvage.core.config.option;

/**
 * Options that share a prefix and whose ends the user chooses, such as {@code containerized.master.env.LANG}.
 *
 * @param prefix up to and including the dot before the user's own part
 * @param placeholder what stands for the user's part in the reference, such as {@code <name>}
 */
public record OptionFamily(String prefix, String placeholder, String meaning, boolean inEffect) {

    public String pattern() {
        return prefix + placeholder;
    }

    boolean covers(String key) {
        return key.startsWith(prefix) && key.length() > prefix.length();
    }
}
