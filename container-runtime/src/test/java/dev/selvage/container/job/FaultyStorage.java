package dev.selvage.container.job;

import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.SyncableOutput;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A disk on which now and then a new file cannot be made, or cannot be written to. */
public final class FaultyStorage {
    private static final int FAULTS = 25;

    private FaultyStorage() {}

    /** A disk of this machine. */
    public static FileStorage make() {
        FileStorage disk = new LocalFileStorage();
        return (FileStorage) Proxy.newProxyInstance(
                FaultyStorage.class.getClassLoader(), new Class<?>[] {FileStorage.class}, (self, method, arguments) -> {
                    boolean makes = method.getName().equals("createGrowing");
                    if (makes && Faults.happensAt(FAULTS)) {
                        throw new IOException("no file can be made");
                    }
                    Object result;
                    try {
                        result = method.invoke(disk, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                    if (makes && Faults.happensAt(FAULTS)) {
                        // What is written from here on does not arrive.
                        ((SyncableOutput) result).close();
                    }
                    return result;
                });
    }
}
