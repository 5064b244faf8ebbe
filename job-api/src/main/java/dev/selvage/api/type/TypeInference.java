package dev.selvage.api.type;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the types of a function without asking its author: classes tell them by what they extend, lambdas and method
 * references by their serialized form, as far as the compiler kept them. What it did not keep is unknown, with the reason.
 *
 * <pre>{@code
 * interface Parser<I, O> extends java.io.Serializable {
 *     O parse(I text);
 * }
 * Parser<String, Integer> length = text -> text.length();
 * DataType<Integer> known = TypeInference.outputOf(length, Parser.class, 1, Types.STRING);
 *
 * Parser<String, List<String>> words = text -> List.of(text.split(" "));
 * DataType<List<String>> unknown = TypeInference.outputOf(words, Parser.class, 1, Types.STRING);
 * }</pre>
 */
public final class TypeInference {

    private TypeInference() {}

    /**
     * What a type parameter of an interface stands for in a function that implements it.
     *
     * @param function a lambda, a method reference, or an object of a class
     * @param functionalInterface the interface (or class) with the type parameter
     * @param typeParameterIndex which of its type parameters, counted from 0
     * @param inputs what the first type parameters stand for, as far as that is known: it decides what the variables of a
     *     function such as {@code class Id<T> implements MapFunction<T, T>} are
     * @param <T> the type parameter; the caller's word is taken for it
     */
    public static <T> DataType<T> outputOf(
            Object function, Class<?> functionalInterface, int typeParameterIndex, DataType<?>... inputs) {
        if (!functionalInterface.isInstance(function)) {
            throw new IllegalArgumentException("A function is of " + function.getClass() + ", which does not implement "
                    + functionalInterface.getName() + ": pass the interface that it does implement.");
        }
        DataType<?> found = infer(function, functionalInterface, typeParameterIndex, inputs);
        Optional<DataType<?>> unknownInput = Stream.of(inputs)
                .<DataType<?>>map(input -> input)
                .filter(input -> !input.isKnown())
                .findFirst();
        if (found.isKnown() || unknownInput.isEmpty()) {
            return found.cast();
        }
        return DataType.unknown(found.unknownBecause() + ", and what comes in is not known either (because "
                + unknownInput.get().unknownBecause() + ")");
    }

    private static DataType<?> infer(
            Object function, Class<?> functionalInterface, int typeParameterIndex, DataType<?>... inputs) {
        Class<?> implementing = function.getClass();
        DataType<?> byClass =
                resolve(implementing, functionalInterface, typeParameterIndex, new TypeBindings(), inputs);
        // The JDK makes a hidden class for each lambda.
        if (byClass.isKnown() || !implementing.isHidden()) {
            return byClass;
        }
        try {
            Optional<LambdaSignature> signature = LambdaSignature.of(function);
            if (signature.isEmpty()) {
                return DataType.unknown("a lambda that cannot be serialized tells nothing of its types");
            }
            TypeBindings bindings = new TypeBindings();
            Class<?> written = signature.get().functionalInterface();
            DataType<?> found = resolve(written, functionalInterface, typeParameterIndex, bindings, inputs);
            if (found.isKnown()) {
                return found;
            }
            Optional<String> obstacle = LambdaTypes.learn(signature.get(), bindings);
            DataType<?> learnt = resolve(written, functionalInterface, typeParameterIndex, bindings);
            return learnt.isKnown()
                    ? learnt
                    : obstacle.<DataType<?>>map(DataType::unknown).orElse(learnt);
        } catch (ClassNotFoundException | TypeNotPresentException | LinkageError e) {
            return DataType.unknown("a class in the signature of the lambda cannot be loaded (" + e.getMessage() + ")");
        }
    }

    private static DataType<?> resolve(
            Class<?> implementing,
            Class<?> functionalInterface,
            int typeParameterIndex,
            TypeBindings bindings,
            DataType<?>... inputs) {
        Type seen = TypeBindings.supertype(CanonicalTypes.selfType(implementing), functionalInterface)
                .orElse(functionalInterface);
        if (!(seen instanceof ParameterizedType parameterized)) {
            return bindings.resolve(functionalInterface);
        }
        Type[] arguments = parameterized.getActualTypeArguments();
        for (int i = 0; i < inputs.length; i++) {
            bindings.unify(arguments[i], inputs[i]);
        }
        return bindings.resolve(arguments[typeParameterIndex]);
    }
}
