package dev.selvage.api.type;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a lambda or method reference still knows of its types. Its class keeps none; but every function can be serialized,
 * and the serialized form names the interface, the classes of parameters and result, and the method behind it.
 */
final class LambdaSignature {
    private final SerializedLambda lambda;
    private final ClassLoader loader;
    private final MethodType called;

    private LambdaSignature(SerializedLambda lambda, ClassLoader loader) {
        this.lambda = lambda;
        this.loader = loader;
        this.called = MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(), loader);
    }

    /** Empty if the lambda cannot be serialized, or does not let us look. */
    static Optional<LambdaSignature> of(Object function) {
        try {
            Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return writeReplace.invoke(function) instanceof SerializedLambda lambda
                    ? Optional.of(
                            new LambdaSignature(lambda, function.getClass().getClassLoader()))
                    : Optional.empty();
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return Optional.empty();
        }
    }

    /** The interface that the lambda was written as. */
    Class<?> functionalInterface() throws ClassNotFoundException {
        return load(lambda.getFunctionalInterfaceClass());
    }

    /** The one method of that interface, with its declared types. */
    Optional<Method> interfaceMethod() throws ClassNotFoundException {
        return Arrays.stream(functionalInterface().getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers())
                        && method.getName().equals(lambda.getFunctionalInterfaceMethodName())
                        && descriptor(method).equals(lambda.getFunctionalInterfaceMethodSignature()))
                .findFirst();
    }

    /** The classes of the parameters, as the lambda was called for; without brackets. */
    Class<?> parameter(int index) {
        return called.parameterType(index);
    }

    /** The class of the result, likewise. */
    Class<?> result() {
        return called.returnType();
    }

    /** Whether the method has the object that it is called on from when the reference was made, as in {@code parser::parse}. */
    Optional<Object> receiver() {
        return lambda.getCapturedArgCount() > 0 ? Optional.of(lambda.getCapturedArg(0)) : Optional.empty();
    }

    /** Whether the method is called on an object at all. */
    boolean isCalledOnAnObject() {
        int kind = lambda.getImplMethodKind();
        return kind == MethodHandleInfo.REF_invokeVirtual
                || kind == MethodHandleInfo.REF_invokeInterface
                || kind == MethodHandleInfo.REF_invokeSpecial;
    }

    /** The method or constructor that a reference names; empty for a lambda, whose body is a method without type parameters. */
    Optional<Executable> referenced() throws ClassNotFoundException {
        Class<?> start = load(lambda.getImplClass());
        if (lambda.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
            return Arrays.stream(start.getDeclaredConstructors())
                    .filter(constructor -> descriptor(constructor).equals(lambda.getImplMethodSignature()))
                    .<Executable>map(constructor -> constructor)
                    .findFirst();
        }
        Deque<Class<?>> open = new ArrayDeque<>(Set.of(start));
        Set<Class<?>> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Class<?> where = open.remove();
            Optional<Method> found = Arrays.stream(where.getDeclaredMethods())
                    .filter(method -> method.getName().equals(lambda.getImplMethodName())
                            && descriptor(method).equals(lambda.getImplMethodSignature()))
                    .findFirst();
            if (found.isPresent()) {
                return found.filter(method -> !method.isSynthetic()).map(method -> method);
            }
            Stream.concat(Stream.ofNullable(where.getSuperclass()), Arrays.stream(where.getInterfaces()))
                    .filter(seen::add)
                    .forEach(open::add);
        }
        return Optional.empty();
    }

    private Class<?> load(String internalName) throws ClassNotFoundException {
        return Class.forName(internalName.replace('/', '.'), false, loader);
    }

    private static String descriptor(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
    }

    private static String descriptor(Constructor<?> constructor) {
        return MethodType.methodType(void.class, constructor.getParameterTypes())
                .toMethodDescriptorString();
    }
}
