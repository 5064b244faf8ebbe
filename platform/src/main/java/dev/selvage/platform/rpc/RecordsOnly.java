package dev.selvage.platform.rpc;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.introspect.VisibilityChecker;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.Arrays;
import java.util.List;

/**
 * Lets Jackson see our records as they are declared, so that none of them needs an annotation: components and nothing else,
 * sealed families by the simple names of their members.
 */
final class RecordsOnly extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    /** What else a record answers, such as {@code isKeyed}, follows from its components. */
    @Override
    public VisibilityChecker<?> findAutoDetectVisibility(AnnotatedClass type, VisibilityChecker<?> checker) {
        return type.getRawType().isRecord()
                ? checker.withGetterVisibility(JsonAutoDetect.Visibility.NONE)
                        .withIsGetterVisibility(JsonAutoDetect.Visibility.NONE)
                        .withFieldVisibility(JsonAutoDetect.Visibility.ANY)
                : checker;
    }

    /** Around the value rather than in it: a component may have any name, and reading never has to look ahead. */
    @Override
    public JsonTypeInfo.Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated type) {
        return isFamily(type.getRawType())
                ? JsonTypeInfo.Value.construct(
                        JsonTypeInfo.Id.NAME, JsonTypeInfo.As.WRAPPER_OBJECT, null, null, false, null, null)
                : super.findPolymorphicTypeInfo(config, type);
    }

    @Override
    public List<NamedType> findSubtypes(Annotated type) {
        return isFamily(type.getRawType())
                ? Arrays.stream(type.getRawType().getPermittedSubclasses())
                        .map(member -> new NamedType(member, member.getSimpleName()))
                        .toList()
                : super.findSubtypes(type);
    }

    /** An enum whose constants have bodies is sealed too. */
    private static boolean isFamily(Class<?> type) {
        return type.isSealed() && type.isInterface();
    }
}
