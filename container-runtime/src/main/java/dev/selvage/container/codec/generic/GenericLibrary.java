package dev.selvage.container.codec.generic;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.objenesis.strategy.StdInstantiatorStrategy;
import com.esotericsoftware.kryo.kryo5.util.DefaultInstantiatorStrategy;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Kryo, set up so that any class goes: by name, with references, and with the names of fields, so that a class may gain and
 * lose some. Its instances serve one thread at a time, and are lent out; there are as many as threads at once.
 */
public final class GenericLibrary {
    private static final int FIRST_BUFFER = 4096;
    /** A buffer that grew beyond this was for one large value, and is not kept. */
    private static final int LARGEST_KEPT = 1 << 20;

    private final ClassLoader classes;
    private final ConcurrentLinkedQueue<Worker> idle = new ConcurrentLinkedQueue<>();

    /** The classes of values are found through a loader: that of the job. */
    public GenericLibrary(ClassLoader classes) {
        this.classes = classes;
    }

    /** Lends an instance, to be given back unless something went wrong with it. */
    Worker take() {
        return Optional.ofNullable(idle.poll()).orElseGet(() -> new Worker(classes));
    }

    void giveBack(Worker worker) {
        if (worker.output.getBuffer().length <= LARGEST_KEPT) {
            idle.add(worker);
        }
    }

    /** One instance with its buffers. */
    static final class Worker {
        final Kryo kryo = new JobKryo();
        final Output output = new Output(FIRST_BUFFER, -1);
        final Input input = new Input();

        private Worker(ClassLoader classes) {
            kryo.setRegistrationRequired(false);
            kryo.setReferences(true);
            kryo.setClassLoader(classes);
            kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
        }
    }
}
