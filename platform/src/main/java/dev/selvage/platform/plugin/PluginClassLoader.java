package dev.selvage.platform.plugin;

import dev.selvage.platform.classes.ChildFirstClassLoader;
import dev.selvage.platform.classes.ClassOrder;
import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import java.util.List;

/** The classes of one plugin. What it offers is what its own jars say: it does not offer anew what the cluster has. Any thread. */
final class PluginClassLoader extends ChildFirstClassLoader {

    static final String SERVICES = "META-INF/services/";

    static {
        registerAsParallelCapable();
    }

    PluginClassLoader(String plugin, List<URL> jars, ClassLoader cluster, ClassOrder order) {
        super("plugin-" + plugin, jars, cluster, order);
    }

    @Override
    public URL getResource(String name) {
        return name.startsWith(SERVICES) ? findResource(name) : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.startsWith(SERVICES) ? findResources(name) : super.getResources(name);
    }
}
