package dev.selvage.platform.classes;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * The classes of code that brings jars along: those in its jars come first, so that it may have its own version of any library; but
 * not what both sides must mean the same by. Any thread.
 */
public class ChildFirstClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader cluster;
    private final ClassOrder order;

    /**
     * Those of some jars.
     *
     * @param name for people who read stacks
     * @param cluster has what the jars have not, and what always comes from there
     */
    protected ChildFirstClassLoader(String name, List<URL> jars, ClassLoader cluster, ClassOrder order) {
        super(name, jars.toArray(URL[]::new), cluster);
        this.cluster = cluster;
        this.order = order;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known == null && order.asksJarsFirst(name)) {
                try {
                    known = findClass(name);
                } catch (ClassNotFoundException e) {
                    // The cluster may have it.
                }
            }
            return known == null ? super.loadClass(name, resolve) : known;
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = order.asksJarsFirst(name.replace('/', '.')) ? findResource(name) : null;
        return own == null ? super.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> found = new ArrayList<>();
        if (order.asksJarsFirst(name.replace('/', '.'))) {
            found.addAll(Collections.list(findResources(name)));
            found.addAll(Collections.list(cluster.getResources(name)));
        } else {
            found.addAll(Collections.list(cluster.getResources(name)));
            found.addAll(Collections.list(findResources(name)));
        }
        return Collections.enumeration(found);
    }
}
