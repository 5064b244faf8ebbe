package dev.selvage.container.codec.generic;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.CompatibleFieldSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.CompatibleFieldSerializer.CompatibleFieldSerializerConfig;
import com.esotericsoftware.kryo.kryo5.serializers.EnumNameSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.JavaSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.MapSerializer;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Kryo with other choices where its own ones fail on Java 17 or, worse, write what cannot be read. Classes of the JDK whose
 * fields are closed to us are written by Java's serialization, which they themselves keep stable. Collections that cannot be
 * made empty and filled, such as unmodifiable ones, come back as the ordinary ones. Fields, components of records and
 * constants go by name.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // As the library declares it.
final class JobKryo extends Kryo {
    JobKryo() {
        // Or elements lack their class where a field's type tells it, and cannot be read once the field is gone.
        setOptimizedGenerics(false);
        addDefaultSerializer(Enum.class, EnumNameSerializer.class);
    }

    @Override
    protected Serializer newDefaultSerializer(Class type) {
        CompatibleFieldSerializerConfig fields = new CompatibleFieldSerializerConfig();
        // With chunks a field that changed its type would be left out in silence; without, it is refused.
        fields.setChunkedEncoding(false);
        fields.setReadUnknownFieldData(true);
        // Otherwise fields go by their name alone, so that they may move to another class above or below.
        fields.setExtendedFieldNames(hidesFields(type));
        return new CompatibleFieldSerializer<>(this, type, fields);
    }

    private static boolean hidesFields(Class<?> type) {
        Set<String> names = new HashSet<>();
        for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
            for (Field field : part.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !names.add(field.getName())) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public Serializer getDefaultSerializer(Class type) {
        if (type.isRecord()) {
            return new RecordSerializer(type);
        }
        boolean ofTheJdk = type.getName().startsWith("java.");
        if (!ofTheJdk || type.isInterface() || type.isArray() || type.isEnum()) {
            Serializer usual = super.getDefaultSerializer(type);
            return fills(usual) && !canBeMade(type) ? new JavaSerializer() : usual;
        }
        if (usesFields(type)) {
            return new JavaSerializer();
        }
        Serializer usual = super.getDefaultSerializer(type);
        if (!fills(usual) || canBeMade(type)) {
            return usual;
        }
        return usual instanceof MapSerializer ? new OrdinaryMap() : new OrdinaryCollection();
    }

    /** Asked before a serializer by fields is made, since that fails already. */
    private boolean usesFields(Class<?> type) {
        return Serializable.class.isAssignableFrom(type)
                && !Collection.class.isAssignableFrom(type)
                && !Map.class.isAssignableFrom(type)
                && !hasSerializer(type);
    }

    private boolean hasSerializer(Class<?> type) {
        try {
            return !(super.getDefaultSerializer(type) instanceof CompatibleFieldSerializer);
        } catch (RuntimeException closed) {
            return false;
        }
    }

    /** Whether this is what Kryo takes for any collection or map: make one, then add to it. */
    private static boolean fills(Serializer<?> usual) {
        return usual.getClass() == CollectionSerializer.class || usual.getClass() == MapSerializer.class;
    }

    private static boolean canBeMade(Class<?> type) {
        return Arrays.stream(type.getConstructors()).anyMatch(constructor -> constructor.getParameterCount() == 0);
    }

    /** Lists, sets and others. */
    private static final class OrdinaryCollection extends CollectionSerializer<Collection> {
        @Override
        protected Collection create(Kryo kryo, Input input, Class<? extends Collection> type, int size) {
            if (SortedSet.class.isAssignableFrom(type)) {
                return new TreeSet<>();
            }
            return Set.class.isAssignableFrom(type) ? new LinkedHashSet<>() : new ArrayList<>();
        }
    }

    /** Maps. */
    private static final class OrdinaryMap extends MapSerializer<Map> {
        @Override
        protected Map create(Kryo kryo, Input input, Class<? extends Map> type, int size) {
            return SortedMap.class.isAssignableFrom(type) ? new TreeMap<>() : new LinkedHashMap<>();
        }
    }
}
