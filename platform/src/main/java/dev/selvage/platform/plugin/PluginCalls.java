package dev.selvage.platform.plugin;

import dev.selvage.platform.classes.ContextClasses;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Has an object of a plugin called with the plugin's classes for whoever looks on the thread, and so whatever it returns as an
 * interface of ours. Any thread.
 */
final class PluginCalls implements InvocationHandler {

    private final Object called;
    private final PluginClassLoader classes;

    private PluginCalls(Object called, PluginClassLoader classes) {
        this.called = called;
        this.classes = classes;
    }

    static <T> T to(Object called, Class<T> as, PluginClassLoader classes) {
        return as.cast(
                Proxy.newProxyInstance(as.getClassLoader(), new Class<?>[] {as}, new PluginCalls(called, classes)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Object returned;
        try {
            returned = ContextClasses.with(classes, () -> method.invoke(called, arguments));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        Class<?> type = method.getReturnType();
        boolean isOurs = type.isInterface() && type.getClassLoader() == PluginCalls.class.getClassLoader();
        return returned != null && isOurs ? to(returned, type, classes) : returned;
    }
}
