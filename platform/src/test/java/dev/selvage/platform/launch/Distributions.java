package dev.selvage.platform.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/** Makes directories that look like distributions, with a Java that does what a test wants. */
final class Distributions {

    private Distributions() {}

    /** One whose masters and workers are this machine. */
    static Installation in(Path directory) throws Exception {
        return in(directory, Map.of());
    }

    static Installation in(Path directory, Map<String, String> environment) throws Exception {
        Path home = directory.resolve("selvage");
        Files.createDirectories(home.resolve("lib"));
        for (String jar : new String[] {"selvage-core-1.jar", "netty-1.jar", "hadoop-client-api-3.5.0.jar"}) {
            Files.writeString(home.resolve("lib").resolve(jar), "");
        }
        Path conf = Files.createDirectories(home.resolve("conf"));
        Files.writeString(conf.resolve("masters"), "localhost\n");
        Files.writeString(conf.resolve("workers"), "localhost\n");
        Files.writeString(conf.resolve("selvage-conf.yaml"), """
            jobmanager.memory.process.size: 512 mb
            taskmanager.memory.process.size: 768 mb
            env.pid.dir: %s
            """.formatted(directory.resolve("pids")));
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put("SELVAGE_HOME", home.toString());
        variables.put("SELVAGE_IDENT_STRING", "someone");
        variables.put("SELVAGE_HOSTNAME", "here");
        return Installation.of(variables);
    }

    /** A setting that names a Java which runs these lines of a shell instead. */
    static String java(Path directory, String lines) throws IOException {
        Path home = directory.resolve("java");
        Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\n" + lines + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return "env.java.home=" + home;
    }
}
