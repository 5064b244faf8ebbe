package dev.selvage.platform.rpc;

import dev.selvage.core.checkpoint.Bytes;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.VertexId;
import dev.selvage.core.plan.Edge;
import dev.selvage.core.plan.Exchange;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Operator;
import dev.selvage.core.plan.OutputOf;
import dev.selvage.core.plan.Vertex;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes instances of record types, whatever components they have; only plans, whose parts must fit, are made by hand. */
final class RandomRecords {

    private static final int TRIES = 1000;
    private static final long[] LONGS = {0, 1, 23, 24, 255, 256, 65_536, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE};
    private static final int[] INTS = {-1, 0, 1, 2, 23, 24, 255, 256, 65_536, Integer.MAX_VALUE};

    private final RandomGenerator random;

    RandomRecords(RandomGenerator random) {
        this.random = random;
    }

    <T> T make(Class<T> type) {
        return type.cast(value(type));
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == List.class) {
                List<Object> list = new ArrayList<>();
                for (int left = random.nextInt(4); left > 0; left--) {
                    list.add(value(argument));
                }
                return list;
            }
            if (generic.getRawType() == Optional.class) {
                return random.nextBoolean() ? Optional.of(value(argument)) : Optional.empty();
            }
        }
        if (type instanceof Class<?> plain) {
            return ofClass(plain);
        }
        throw new AssertionError("expected a type that travels, but found " + type + ": teach it to this class too");
    }

    private Object ofClass(Class<?> type) {
        if (type == ExecutionPlan.class) {
            return plan();
        } else if (type == Vertex.class) {
            return vertex(random.nextInt(3));
        } else if (type.isRecord()) {
            return record(type);
        } else if (type.isSealed()) {
            return ofClass(anyOf(type.getPermittedSubclasses()));
        } else if (type.isEnum()) {
            return anyOf(type.getEnumConstants());
        } else if (type == String.class) {
            return text();
        } else if (type == Bytes.class) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            return Bytes.copyOf(bytes);
        } else if (type == long.class) {
            return random.nextBoolean() ? random.nextLong() : LONGS[random.nextInt(LONGS.length)];
        } else if (type == int.class || type == Integer.class) {
            return INTS[random.nextInt(INTS.length)];
        } else if (type == boolean.class) {
            return random.nextBoolean();
        }
        throw new AssertionError("expected a type that travels, but found " + type + ": teach it to this class too");
    }

    private <T> T anyOf(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String text() {
        StringBuilder text = new StringBuilder("t");
        for (int left = random.nextInt(30); left > 0; left--) {
            text.appendCodePoint(random.nextInt(8) == 0 ? 0x1F9F5 : random.nextInt(1, 0x500));
        }
        return text.toString();
    }

    /** Tries until the record's own checks are content. */
    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        for (int left = TRIES; left > 0; left--) {
            Object[] values = Arrays.stream(components)
                    .map(component -> value(component.getGenericType()))
                    .toArray();
            try {
                Constructor<?> canonical = type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
                return canonical.newInstance(values);
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof IllegalArgumentException)) {
                    throw new AssertionError(e);
                }
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
        throw new AssertionError("expected values that " + type + " takes, but found none in " + TRIES + " tries");
    }

    private ExecutionPlan plan() {
        List<Vertex> vertices = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        int wanted = 1 + random.nextInt(4);
        for (int i = 0; i < wanted; i++) {
            vertices.add(vertex(1 + random.nextInt(3)));
            if (i > 0) {
                int from = random.nextInt(i);
                Exchange exchange = anyOf(new Exchange[] {Exchange.HASH, Exchange.REBALANCE, Exchange.RESCALE});
                edges.add(new Edge(
                        edges.size(),
                        vertices.get(from).id(),
                        new OutputOf(0, sideOutput()),
                        vertices.get(i).id(),
                        random.nextInt(2),
                        exchange,
                        random.nextBoolean()));
            }
        }
        return new ExecutionPlan(JobId.random(random), text(), vertices, edges);
    }

    private Vertex vertex(int more) {
        List<Operator> chain = new ArrayList<>();
        for (int place = 0; place <= more; place++) {
            Operator any = make(Operator.class);
            Optional<OutputOf> input =
                    place == 0 ? Optional.empty() : Optional.of(new OutputOf(place - 1, sideOutput()));
            chain.add(new Operator(any.id(), any.name(), any.uid(), any.twoPhase(), input));
        }
        int parallelism = 1 + random.nextInt(100);
        return new Vertex(VertexId.random(random), text(), chain, parallelism, parallelism + random.nextInt(9), text());
    }

    private Optional<String> sideOutput() {
        return random.nextBoolean() ? Optional.of(text()) : Optional.empty();
    }
}
