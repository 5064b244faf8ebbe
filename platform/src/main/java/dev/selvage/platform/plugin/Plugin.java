package dev.selvage.platform.plugin;

import dev.selvage.platform.classes.ContextClasses;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** One directory below {@code plugins}: its name, and the classes of its jars. */
record Plugin(String name, PluginClassLoader classes) {

    /** What it offers of that class, which is not made yet; nothing if it does not offer it. */
    <T> Optional<ServiceLoader.Provider<T>> offer(Class<T> service, String className) throws UnusablePluginException {
        try {
            return ServiceLoader.load(service, classes).stream()
                    .filter(offered -> offered.type().getName().equals(className))
                    .findFirst();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new UnusablePluginException(
                    "plugin " + name + " offers what cannot be loaded, in its " + file(service) + ": " + e, e);
        }
    }

    /** Makes what it offers. */
    <T> T make(Class<T> service, ServiceLoader.Provider<T> offered) throws UnusablePluginException {
        try {
            return PluginCalls.to(ContextClasses.with(classes, offered::get), service, classes);
        } catch (ServiceConfigurationError | LinkageError e) {
            Throwable why = Optional.ofNullable(e.getCause()).orElse(e);
            throw new UnusablePluginException("plugin " + name + " offers it, but it cannot be made there: " + why, e);
        }
    }

    /** Whether its jars have the class, offered or not. */
    boolean has(String className) {
        return classes.findResource(className.replace('.', '/') + ".class") != null;
    }

    /** The file in a jar by which a plugin offers something. */
    static String file(Class<?> service) {
        return PluginClassLoader.SERVICES + service.getName();
    }
}
