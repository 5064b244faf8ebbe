package dev.selvage.container.program;

import dev.selvage.platform.classes.ClassOrder;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;

/** The classes of a program whose {@code main()} is called, found as those of a job are. They cannot end the process. */
final class ProgramClassLoader extends JobClassLoader {

    static {
        registerAsParallelCapable();
    }

    ProgramClassLoader(String program, List<URL> jars, ClassLoader cluster, ClassOrder order) {
        super(program, jars, cluster, order);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        Optional<URL> place = Optional.ofNullable(findResource(file));
        Optional<byte[]> redirected = place.isPresent() ? redirected(file) : Optional.empty();
        if (redirected.isEmpty()) {
            return super.findClass(name);
        }
        String packageName = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        if (getDefinedPackage(packageName) == null) {
            try {
                definePackage(packageName, null, null, null, null, null, null, null);
            } catch (IllegalArgumentException e) {
                // Another thread has just done so.
            }
        }
        byte[] bytes = redirected.get();
        return defineClass(name, bytes, 0, bytes.length, new CodeSource(jarOf(place.get()), new CodeSigner[0]));
    }

    private Optional<byte[]> redirected(String file) {
        // By this way what is opened is closed with this loader.
        try (InputStream in = getResourceAsStream(file)) {
            return in == null ? Optional.empty() : ExitRedirect.of(in.readAllBytes());
        } catch (IOException e) {
            // Whoever defines it reads it once more.
            return Optional.empty();
        }
    }

    private static URL jarOf(URL place) {
        try {
            URLConnection connection = place.openConnection();
            return connection instanceof JarURLConnection jar ? jar.getJarFileURL() : place;
        } catch (IOException e) {
            return place;
        }
    }
}
