package dev.selvage.platform.storage;

import java.util.UUID;

/** The name of a file that is not whole yet: it stands beside the one that it will become, and no list shows it. */
final class TemporaryName {

    private static final String PREFIX = ".writing-";

    private TemporaryName() {}

    /** One that nobody else has. */
    static String next() {
        return PREFIX + UUID.randomUUID();
    }

    static boolean matches(String name) {
        return name.startsWith(PREFIX);
    }
}
