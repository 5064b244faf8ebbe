package dev.selvage.container.codec.generic;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/**
 * Records inside values of other classes, with the names of their components, so that they may gain and lose some. Kryo's
 * own way has the values alone, and would read one component as another after a change.
 */
final class RecordSerializer extends Serializer<Object> {
    private final Constructor<?> constructor;
    private final RecordComponent[] components;

    RecordSerializer(Class<?> type) {
        components = type.getRecordComponents();
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            for (RecordComponent component : components) {
                component.getAccessor().setAccessible(true);
            }
        } catch (NoSuchMethodException impossible) {
            throw new KryoException(
                    "The record " + type.getName() + " has no constructor of its components.", impossible);
        }
    }

    @Override
    public void write(Kryo kryo, Output output, Object value) {
        output.writeVarInt(components.length, true);
        for (RecordComponent component : components) {
            output.writeString(component.getName());
            try {
                kryo.writeClassAndObject(output, component.getAccessor().invoke(value));
            } catch (KryoException e) {
                e.addTrace(component.getName() + " (" + value.getClass().getName() + ")");
                throw e;
            } catch (ReflectiveOperationException e) {
                throw new KryoException("The component " + component.getName() + " could not be read.", e);
            }
        }
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<?> type) {
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            // The zero of the component's type, or null.
            values[i] = Array.get(Array.newInstance(components[i].getType(), 1), 0);
        }
        int count = input.readVarInt(true);
        for (int i = 0; i < count; i++) {
            String name = input.readString();
            Object value = kryo.readClassAndObject(input);
            for (int place = 0; place < values.length; place++) {
                if (components[place].getName().equals(name)) {
                    values[place] = value;
                }
            }
        }
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new KryoException("The record " + type.getName() + " could not be made of what was written.", e);
        }
    }
}
