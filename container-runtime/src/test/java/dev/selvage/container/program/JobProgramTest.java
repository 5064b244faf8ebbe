package dev.selvage.container.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.function.MapFunction;
import dev.selvage.api.graph.Operation;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.core.plan.Planner;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** A function that cannot travel is refused where the job is submitted, with what its author has to change. */
class JobProgramTest {

    /** What no job should hold. */
    private static final class Client {
        private final ReentrantLock lock = new ReentrantLock();

        private long ask(long number) {
            return lock.isLocked() ? 0 : number;
        }
    }

    private static final class Asking implements MapFunction<Long, Long> {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // The point of it.
        private final Client client = new Client();

        @Override
        public Long map(Long value) {
            return client.ask(value);
        }
    }

    private record Nested(List<Object> parts) implements MapFunction<Long, Long> {
        @Override
        public Long map(Long value) {
            return value + parts.size();
        }
    }

    private static JobPlan plan(MapFunction<Long, Long> function) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.fromData(1L).map(function).name("enrich").print();
        return Planner.plan(new JobId(0, 1), environment.streamGraph("job"), Configuration.empty());
    }

    private static void refused(MapFunction<Long, Long> function, String why) throws Exception {
        refused(function, why, "make the field transient and set it in open(), or make the class Serializable");
    }

    private static void refused(MapFunction<Long, Long> function, String why, String advice) throws Exception {
        JobPlan plan = plan(function);
        JobOptions options = JobOptions.of(Configuration.empty());
        assertThatThrownBy(() -> new JobProgram(plan, options, JobProgramTest.class.getClassLoader()))
                .isInstanceOf(UnserializableFunctionException.class)
                .hasMessage("Wanted to send operator 'enrich' to its subtasks, found that " + why
                        + ", which is not Serializable: " + advice + ".");
    }

    @Test
    void theFieldInTheWayIsNamed() throws Exception {
        refused(
                new Asking(),
                "field 'client' of class " + Asking.class.getTypeName() + " holds a " + Client.class.getTypeName());
    }

    private final Client around = new Client();

    @Test
    void theObjectAroundAFunctionIsToldFromWhatItHolds() throws Exception {
        String advice = "let it use local variables and static members alone, or make the class Serializable";
        String test = JobProgramTest.class.getTypeName();

        refused(
                number -> around.ask(number),
                "a lambda of class " + test + " uses a field or method of the object around it, and so holds a " + test,
                advice);
        MapFunction<Long, Long> anonymous = new MapFunction<>() {
            private static final long serialVersionUID = 1;

            @Override
            public Long map(Long number) {
                return around.ask(number);
            }
        };
        refused(
                anonymous,
                "class " + anonymous.getClass().getTypeName() + " is not static, and so holds a " + test,
                advice);
    }

    @Test
    void whatALambdaCapturesIsNamedWithItsClass() throws Exception {
        Client client = new Client();

        refused(
                number -> client.ask(number),
                "a lambda of class " + JobProgramTest.class.getTypeName() + " holds a " + Client.class.getTypeName());
    }

    /** What a proxy of the job's implements. */
    public interface Doubles extends MapFunction<Long, Long> {}

    /** What it does. */
    private record Doubling() implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return 2 * (Long) arguments[0];
        }
    }

    /** Has a class of its own of that name, as a job that brings its classes along. */
    private static final class OfTheJob extends ClassLoader {
        OfTheJob() {
            super(JobProgramTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Doubles.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }

        private Class<?> define(String name) {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = Objects.requireNonNull(getParent().getResourceAsStream(file))) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException thrown) {
                throw new UncheckedIOException(thrown);
            }
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void aProxyOfTheJobsInterfacesTravels() throws Exception {
        ClassLoader classes = new OfTheJob();
        Class<?> doubles = classes.loadClass(Doubles.class.getName());
        JobPlan plan = plan(
                (MapFunction<Long, Long>) Proxy.newProxyInstance(classes, new Class<?>[] {doubles}, new Doubling()));
        JobProgram program = new JobProgram(plan, JobOptions.of(Configuration.empty()), classes);
        OperatorId enrich = plan.nodes().entrySet().stream()
                .filter(node -> node.getValue().name().equals("enrich"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();

        MapFunction<Object, Object> read =
                ((Operation.Transform) program.node(enrich).operation()).function();

        assertThat(read.getClass().getInterfaces()).containsExactly(doubles);
        assertThat(read.map(4L)).isEqualTo(8L);
    }

    /** A record that cannot leave the program. */
    public record Parcel(List<Object> content) {}

    @Test
    void aRecordThatTheProgramBringsAlongIsNamedWithItsSource() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.fromData(new Parcel(List.of(new Thread()))).name("parcels").print();
        JobPlan plan = Planner.plan(new JobId(0, 1), environment.streamGraph("job"), Configuration.empty());

        assertThatThrownBy(() -> new JobProgram(
                        plan, JobOptions.of(Configuration.empty()), JobProgramTest.class.getClassLoader()))
                .isInstanceOf(UnserializableFunctionException.class)
                .hasMessageStartingWith(
                        "Wanted to send operator 'parcels' to its subtasks, found a record that it brings"
                                + " along and that cannot be sent: A value of class " + Parcel.class.getTypeName())
                .hasMessageContaining("field 'content[0]' holds a value of class java.lang.Thread")
                .hasMessageNotContaining("..");
    }

    @Test
    void anElementIsNamedWithItsCollection() throws Exception {
        refused(
                new Nested(List.of("sound", new Client())),
                "an element of a " + List.of(1, 2).getClass().getTypeName() + " holds a " + Client.class.getTypeName());
    }
}
