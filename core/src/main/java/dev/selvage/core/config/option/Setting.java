package dev.selvage.core.config.option;

/**
 * One setting as somebody wrote it.
 *
 * @param key as written, which may be an older spelling
 * @param place where it stands, such as {@code conf/selvage-conf.yaml:12} or {@code -D on the command line}
 */
public record Setting(String key, String text, String place) {}
