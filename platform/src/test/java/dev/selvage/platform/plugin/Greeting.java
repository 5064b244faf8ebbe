package dev.selvage.platform.plugin;

/** What plugins of tests offer. */
public interface Greeting {

    String words();

    /** Another one of the same plugin. */
    Greeting next();
}
