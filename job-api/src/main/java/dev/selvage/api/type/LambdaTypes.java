package dev.selvage.api.type;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Lays what a lambda knows of its types against the method of its interface, to learn the type parameters of that. */
final class LambdaTypes {
    private final LambdaSignature signature;

    /** What the type parameters of the lambda's interface stand for. */
    private final TypeBindings bindings;

    /** Of the interface's method, by the type parameters of the lambda's interface. */
    private final Type[] parameters;

    private final Type result;

    /** Why something stayed unknown that would have told more. */
    private Optional<String> obstacle = Optional.empty();

    private LambdaTypes(LambdaSignature signature, Method method, Class<?> functionalInterface, TypeBindings bindings) {
        this.signature = signature;
        this.bindings = bindings;
        Map<TypeVariable<?>, Type> arguments = new HashMap<>();
        Class<?> declaring = method.getDeclaringClass();
        TypeBindings.supertype(CanonicalTypes.selfType(functionalInterface), declaring)
                .filter(ParameterizedType.class::isInstance)
                .map(ParameterizedType.class::cast)
                .ifPresent(seen -> {
                    for (int i = 0; i < declaring.getTypeParameters().length; i++) {
                        arguments.put(declaring.getTypeParameters()[i], seen.getActualTypeArguments()[i]);
                    }
                });
        parameters = Arrays.stream(method.getGenericParameterTypes())
                .map(type -> TypeBindings.substitute(type, arguments))
                .toArray(Type[]::new);
        result = TypeBindings.substitute(method.getGenericReturnType(), arguments);
    }

    /** Binds what can be learnt, and says what stood in the way of more. */
    static Optional<String> learn(LambdaSignature signature, TypeBindings bindings) throws ClassNotFoundException {
        Optional<Method> method = signature.interfaceMethod();
        if (method.isEmpty()) {
            return Optional.empty();
        }
        LambdaTypes types = new LambdaTypes(signature, method.get(), signature.functionalInterface(), bindings);
        types.learnFromParameters();
        Optional<Executable> referenced = signature.referenced();
        if (referenced.isPresent()) {
            types.learnFromReference(referenced.get());
        } else {
            types.learnFromResult();
        }
        return types.obstacle;
    }

    private void learnFromParameters() {
        for (int i = 0; i < parameters.length; i++) {
            Class<?> known = signature.parameter(i);
            if (isOpen(parameters[i]) && tellsAll(known)) {
                bindings.unify(parameters[i], bindings.resolve(known));
            }
        }
    }

    private void learnFromResult() {
        for (int i = 0; i < parameters.length; i++) {
            if (isOpen(parameters[i])) {
                obstacle = Optional.of(erased(signature.parameter(i), "parameter"));
            }
        }
        if (!isOpen(result)) {
            return;
        }
        Class<?> known = signature.result();
        if (tellsAll(known)) {
            bindings.unify(result, bindings.resolve(known));
        } else if (known == Object.class) {
            obstacle = Optional.of("a lambda whose result is an Object, or of a variable type, does not tell which");
        } else {
            obstacle = Optional.of(erased(known, "result"));
        }
    }

    private static String erased(Class<?> known, String role) {
        return "a lambda keeps only the class " + CanonicalTypes.display(known) + " of its " + role
                + ", not what is in the brackets";
    }

    private void learnFromReference(Executable referenced) {
        TypeBindings own = new TypeBindings();
        int first = 0;
        if (signature.isCalledOnAnObject()) {
            Type self = CanonicalTypes.selfType(referenced.getDeclaringClass());
            Optional<Object> receiver = signature.receiver();
            first = receiver.isPresent() ? 0 : 1;
            DataType<?> actual = receiver.isPresent()
                    ? ownTypeOf(receiver.get(), referenced.getDeclaringClass())
                    : bindings.resolve(parameters[0]);
            own.unify(self, actual);
        }
        Type[] declared = referenced.getGenericParameterTypes();
        if (declared.length != parameters.length - first) {
            // Constructors of inner classes have parameters that their signature leaves out.
            declared = referenced.getParameterTypes();
        }
        for (int i = 0; i < declared.length; i++) {
            own.unify(declared[i], bindings.resolve(parameters[first + i]));
        }
        for (int i = 0; i < declared.length; i++) {
            learnFromDeclared(first + i, declared[i], own);
        }
        learnFromDeclaredResult(referenced, own);
    }

    private static DataType<?> ownTypeOf(Object receiver, Class<?> as) {
        return TypeBindings.supertype(receiver.getClass(), as)
                .<DataType<?>>map(new TypeBindings()::resolve)
                .orElseGet(() -> DataType.unknown("a receiver is of a foreign class"));
    }

    /** A reference that takes a {@code Collector<String>} says what the interface's collector is for. */
    private void learnFromDeclared(int index, Type declared, TypeBindings own) {
        if (!isOpen(parameters[index])) {
            return;
        }
        DataType<?> taken = own.resolve(declared);
        if (taken.isKnown() && !hasWildcard(declared) && taken.rawClass() == signature.parameter(index)) {
            bindings.unify(parameters[index], taken);
        } else {
            obstacle = Optional.of(
                    taken.isKnown()
                            ? "a method reference that takes a " + taken + " does not tell what it is given"
                            : taken.unknownBecause());
        }
    }

    private void learnFromDeclaredResult(Executable referenced, TypeBindings own) {
        if (!isOpen(result)) {
            return;
        }
        Class<?> known = signature.result();
        if (tellsAll(known)) {
            bindings.unify(result, bindings.resolve(known));
            return;
        }
        DataType<?> given = own.resolve(
                referenced instanceof Constructor<?> constructor
                        ? CanonicalTypes.selfType(constructor.getDeclaringClass())
                        : ((Method) referenced).getGenericReturnType());
        if (given.isKnown() && known != Object.class) {
            TypeBindings.supertype(given.type(), known)
                    .ifPresent(seen -> bindings.unify(result, new TypeBindings().resolve(seen)));
        } else {
            obstacle = Optional.of(
                    given.isKnown()
                            ? "a method reference whose result is taken as an Object does not tell which"
                            : given.unknownBecause());
        }
    }

    private boolean isOpen(Type type) {
        return type != void.class && !bindings.resolve(type).isKnown();
    }

    /** Object may as well be what was left of a type variable. */
    private static boolean tellsAll(Class<?> known) {
        return known != Object.class && !CanonicalTypes.needsArguments(known);
    }

    private static boolean hasWildcard(Type type) {
        return type instanceof WildcardType
                || (type instanceof GenericArrayType array && hasWildcard(array.getGenericComponentType()))
                || (type instanceof ParameterizedType parameterized
                        && Arrays.stream(parameterized.getActualTypeArguments()).anyMatch(LambdaTypes::hasWildcard));
    }
}
