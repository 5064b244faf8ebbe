package dev.selvage.container.program;

import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.type.DataType;
import dev.selvage.container.code.JobCode;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.UnserializableException;
import dev.selvage.container.state.StateClasses;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.plan.Edge;
import dev.selvage.core.plan.JobPlan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the tasks of a job run, with the job's classes. It is kept in serialized form, so that every subtask gets functions
 * of its own and cannot disturb others through them. Any thread.
 */
public final class JobProgram {
    /** Raised whenever a release of before could not read what is written. */
    private static final int VERSION = 1;

    private final Map<OperatorId, byte[]> nodes = new TreeMap<>();
    private final List<byte[]> streams = new ArrayList<>();
    private final JobOptions options;
    private final ClassLoader classes;
    private final Codecs codecs;
    private final Map<Integer, Codec<?>> channelCodecs = new ConcurrentHashMap<>();
    private final JobCode code = new JobCode();
    private final Map<OperatorId, StateClasses> stateClasses = new ConcurrentHashMap<>();

    /** The program of a plan; throws {@link UnserializableFunctionException} if part of it cannot travel. */
    public JobProgram(JobPlan plan, JobOptions options, ClassLoader classes) {
        this.options = options;
        this.classes = classes;
        this.codecs = new Codecs(classes);
        plan.nodes().forEach((operator, node) -> nodes.put(operator, bytes(node, "operator '" + node.name() + "'")));
        for (Edge edge : plan.plan().edges()) {
            String to = plan.plan().vertex(edge.to()).name();
            streams.add(bytes(plan.stream(edge), "the way to '" + to + "'"));
        }
    }

    private JobProgram(JobOptions options, Map<OperatorId, byte[]> nodes, List<byte[]> streams, ClassLoader classes) {
        this.options = options;
        this.nodes.putAll(nodes);
        this.streams.addAll(streams);
        this.classes = classes;
        this.codecs = new Codecs(classes);
    }

    /** Reads what was {@linkplain #toBytes written}. */
    static JobProgram read(DataInputStream in, ClassLoader classes) throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("Wanted a program in version " + VERSION + " of its format, found version " + version
                    + ". Submit the job with the release that runs it.");
        }
        JobOptions options = JobOptions.read(in);
        Map<OperatorId, byte[]> nodes = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            nodes.put(new OperatorId(in.readLong(), in.readLong()), readPart(in));
        }
        List<byte[]> streams = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            streams.add(readPart(in));
        }
        return new JobProgram(options, nodes, streams, classes);
    }

    private static byte[] readPart(DataInputStream in) throws IOException {
        byte[] part = new byte[in.readInt()];
        in.readFully(part);
        return part;
    }

    /** Everything but the classes, for another process. */
    public byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeInt(VERSION);
        options.write(out);
        out.writeInt(nodes.size());
        for (Map.Entry<OperatorId, byte[]> node : nodes.entrySet()) {
            out.writeLong(node.getKey().high());
            out.writeLong(node.getKey().low());
            writePart(node.getValue(), out);
        }
        out.writeInt(streams.size());
        for (byte[] stream : streams) {
            writePart(stream, out);
        }
    }

    private static void writePart(byte[] part, DataOutputStream out) throws IOException {
        out.writeInt(part.length);
        out.write(part);
    }

    /** What the job has chosen for its tasks. */
    public JobOptions options() {
        return options;
    }

    /** What an operator does: a copy for one subtask. */
    public StreamNode node(OperatorId operator) {
        return (StreamNode) copy(Objects.requireNonNull(nodes.get(operator), "an operator of the plan"));
    }

    /** What an edge of the plan was in the author's program: a copy for one subtask. */
    public StreamEdge stream(Edge edge) {
        return (StreamEdge) copy(streams.get(edge.number()));
    }

    /** The job's classes. */
    public ClassLoader classes() {
        return classes;
    }

    /** The codecs of the job's classes. */
    public Codecs codecs() {
        return codecs;
    }

    /** What writes and reads the records of an edge: made for it alone, once for all its channels. */
    public Codec<?> channelCodec(Edge edge, DataType<?> recordType) {
        return channelCodecs.computeIfAbsent(edge.number(), absent -> codecs.fresh(recordType.type()));
    }

    /** The code that is made for this job. */
    public JobCode code() {
        return code;
    }

    /** The classes of an operator's states. */
    public StateClasses stateClasses(OperatorId operator) {
        return stateClasses.computeIfAbsent(operator, absent -> new StateClasses());
    }

    private byte[] bytes(Object part, String what) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ProgramOutput out = new ProgramOutput(bytes, codecs)) {
            out.writeObject(part);
        } catch (IOException | UnserializableException thrown) {
            throw new UnserializableFunctionException(what, part, thrown);
        }
        return bytes.toByteArray();
    }

    private Object copy(byte[] part) {
        try (ObjectInputStream in = new JobObjects(new ByteArrayInputStream(part), classes, codecs)) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException thrown) {
            throw new IllegalStateException(
                    "Wanted the job's functions, found that they cannot be read: " + thrown
                            + ". Submit the job with all its classes, compiled together.",
                    thrown);
        }
    }

    /** Reads objects of the job's classes. */
    private static final class JobObjects extends ObjectInputStream {
        /** A class is made with an object of it, which nobody calls. */
        private static final InvocationHandler NOBODY = (proxy, method, arguments) -> {
            throw new UnsupportedOperationException(method.toString());
        };

        private final ClassLoader classes;
        private final Codecs codecs;

        JobObjects(InputStream in, ClassLoader classes, Codecs codecs) throws IOException {
            super(in);
            this.classes = classes;
            this.codecs = codecs;
            enableResolveObject(true);
        }

        @Override
        protected Object resolveObject(Object found) {
            return found instanceof EncodedElements elements ? elements.decoded(codecs) : found;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(described.getName(), false, classes);
            } catch (ClassNotFoundException notTheJobs) {
                return super.resolveClass(described);
            }
        }

        /** A proxy of interfaces that are not public belongs to their class loader, as nobody else may implement them. */
        @Override
        protected Class<?> resolveProxyClass(String[] names) throws IOException, ClassNotFoundException {
            Class<?>[] interfaces = new Class<?>[names.length];
            ClassLoader home = classes;
            try {
                for (int i = 0; i < names.length; i++) {
                    interfaces[i] = Class.forName(names[i], false, classes);
                    if (!Modifier.isPublic(interfaces[i].getModifiers())) {
                        home = interfaces[i].getClassLoader();
                    }
                }
            } catch (ClassNotFoundException notTheJobs) {
                return super.resolveProxyClass(names);
            }
            return Proxy.newProxyInstance(home, interfaces, NOBODY).getClass();
        }
    }
}
