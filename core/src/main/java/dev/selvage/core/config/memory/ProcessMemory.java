package dev.selvage.core.config.memory;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.MemorySize;
import dev.selvage.core.config.option.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Divides a process between what the JVM needs for itself and the rest, which is ours. From the size of the process the
 * rest follows; from the size of the rest, the process.
 *
 * @param ours heap and off-heap memory together
 */
record ProcessMemory(MemoryPart process, MemoryPart ours, MemoryPart metaspace, MemoryPart overhead) {

    /** The options that the division depends on. */
    record Keys(
            Option<MemorySize> process,
            Option<MemorySize> ours,
            Option<MemorySize> metaspace,
            Option<Double> overheadFraction,
            Option<MemorySize> overheadMin,
            Option<MemorySize> overheadMax) {}

    /**
     * Divides the process.
     *
     * @param fixed the parts of ours, where every one of them was given
     */
    static ProcessMemory divide(Configuration configuration, Keys keys, List<MemoryPart> fixed)
            throws InvalidConfigurationException {
        requireOrder(configuration, keys.overheadMin, keys.overheadMax);
        MemoryPart metaspace = given(configuration, keys.metaspace);
        List<MemoryPart> ours = configuration.isSet(keys.ours) ? List.of(given(configuration, keys.ours)) : fixed;
        if (configuration.isSet(keys.process)) {
            MemoryPart process = given(configuration, keys.process);
            return ours.isEmpty()
                    ? oursIsWhatIsLeft(configuration, keys, process, metaspace)
                    : overheadIsWhatIsLeft(configuration, keys, process, ours, metaspace);
        }
        if (ours.isEmpty()) {
            configuration.require(keys.process);
        }
        return processIsTheSum(configuration, keys, sum(keys, ours), metaspace);
    }

    /** Refuses a least size above the most. */
    static void requireOrder(Configuration configuration, Option<MemorySize> least, Option<MemorySize> most)
            throws InvalidConfigurationException {
        MemoryPart low = given(configuration, least);
        MemoryPart high = given(configuration, most);
        if (low.size().compareTo(high.size()) > 0) {
            throw new InvalidConfigurationException(List.of("Expected " + low.name() + " to be at most " + high.name()
                    + ", " + high.size() + " (" + high.reason() + "), but found " + low.size() + " (" + low.reason()
                    + "). Lower the one or raise the other."));
        }
    }

    private static MemoryPart sum(Keys keys, List<MemoryPart> parts) {
        MemorySize size = parts.stream().map(MemoryPart::size).reduce(MemorySize.ZERO, MemorySize::plus);
        return parts.size() == 1 ? parts.get(0) : new MemoryPart(keys.ours.key(), size, "heap and off-heap as given");
    }

    private static ProcessMemory oursIsWhatIsLeft(
            Configuration configuration, Keys keys, MemoryPart process, MemoryPart metaspace)
            throws InvalidConfigurationException {
        double fraction = configuration.get(keys.overheadFraction);
        MemoryPart overhead = overhead(configuration, keys, process.size().share(fraction), "of the process");
        MemorySize left =
                remainder(process, List.of(metaspace, overhead), Bounds.atLeast(keys.ours.key(), MemorySize.ZERO));
        return new ProcessMemory(process, new MemoryPart(keys.ours.key(), left, "what is left"), metaspace, overhead);
    }

    private static ProcessMemory overheadIsWhatIsLeft(
            Configuration configuration, Keys keys, MemoryPart process, List<MemoryPart> ours, MemoryPart metaspace)
            throws InvalidConfigurationException {
        List<MemoryPart> parts = new ArrayList<>(ours);
        parts.add(metaspace);
        MemorySize left = remainder(process, parts, boundsOfOverhead(configuration, keys));
        return new ProcessMemory(
                process, sum(keys, ours), metaspace, new MemoryPart(overheadName(keys), left, "what is left"));
    }

    static Bounds boundsOfOverhead(Configuration configuration, Keys keys) {
        return new Bounds(overheadName(keys), configuration.get(keys.overheadMin), configuration.get(keys.overheadMax));
    }

    private static ProcessMemory processIsTheSum(
            Configuration configuration, Keys keys, MemoryPart ours, MemoryPart metaspace) {
        double fraction = configuration.get(keys.overheadFraction);
        MemorySize rest = ours.size().plus(metaspace.size());
        // The overhead is a share of the whole, which contains the overhead itself.
        MemoryPart overhead = overhead(configuration, keys, rest.share(fraction / (1 - fraction)), "of the process");
        MemoryPart process = new MemoryPart(keys.process.key(), rest.plus(overhead.size()), "the sum of its parts");
        return new ProcessMemory(process, ours, metaspace, overhead);
    }

    private static MemoryPart overhead(Configuration configuration, Keys keys, MemorySize share, String ofWhat) {
        return within(
                overheadName(keys),
                share,
                configuration.get(keys.overheadFraction),
                ofWhat,
                configuration.get(keys.overheadMin),
                configuration.get(keys.overheadMax));
    }

    private static String overheadName(Keys keys) {
        return keys.overheadMin.key().replace(".min", "");
    }

    /** A share within its bounds, and the reason for its size. */
    static MemoryPart within(
            String name, MemorySize share, double fraction, String ofWhat, MemorySize least, MemorySize most) {
        MemorySize size = share.clamp(least, most);
        String percent = Math.round(fraction * 100) + " % " + ofWhat;
        String reason = size.equals(share)
                ? percent
                : size.equals(least) ? "at least " + least + ", more than " + percent : "at most " + most;
        return new MemoryPart(name, size, reason);
    }

    /** The part that the option itself sets, by a person or by its default. */
    static MemoryPart given(Configuration configuration, Option<MemorySize> option) {
        String reason =
                configuration.placeOf(option).map(place -> "given: " + place).orElse("default");
        return new MemoryPart(option.key(), configuration.get(option), reason);
    }

    /** What the parts leave of ours; refused in terms of the process where that is the size which a person gave. */
    MemorySize remainderOfOurs(boolean processGiven, List<MemoryPart> parts, Bounds bounds)
            throws InvalidConfigurationException {
        return processGiven
                ? remainder(process, and(parts, metaspace, overhead), bounds)
                : remainder(ours, parts, bounds);
    }

    static List<MemoryPart> and(List<MemoryPart> parts, MemoryPart... more) {
        return Stream.concat(parts.stream(), Stream.of(more)).toList();
    }

    /** How large the part may be that takes what the others leave. */
    record Bounds(String name, MemorySize least, MemorySize most) {

        static Bounds atLeast(String name, MemorySize least) {
            return new Bounds(name, least, new MemorySize(Long.MAX_VALUE));
        }

        static Bounds exactly(MemoryPart part) {
            return new Bounds(part.name(), part.size(), part.size());
        }
    }

    /** What the parts leave of the whole; refused in a sentence if that is less or more than it may be. */
    static MemorySize remainder(MemoryPart whole, List<MemoryPart> parts, Bounds bounds)
            throws InvalidConfigurationException {
        MemorySize sum = parts.stream().map(MemoryPart::size).reduce(MemorySize.ZERO, MemorySize::plus);
        long left = whole.size().bytes() - sum.bytes();
        if (left < bounds.least.bytes()) {
            long missing = bounds.least.bytes() - left;
            throw refused(
                    whole,
                    "to hold its parts, " + listed(parts, "at least", bounds.name, bounds.least),
                    new MemorySize(missing) + " too little. Raise it, or lower one of the parts.");
        }
        if (left > bounds.most.bytes()) {
            long surplus = left - bounds.most.bytes();
            throw refused(
                    whole,
                    "to be used up by its parts, " + listed(parts, "at most", bounds.name, bounds.most),
                    new MemorySize(surplus) + " too much. Lower it, or raise one of the parts.");
        }
        return new MemorySize(left);
    }

    /** All parts and what they come to, the last one with its bound. */
    private static String listed(List<MemoryPart> parts, String bound, String last, MemorySize size) {
        MemorySize sum = parts.stream().map(MemoryPart::size).reduce(size, MemorySize::plus);
        String each =
                parts.stream().map(part -> part.name() + " " + part.size()).collect(Collectors.joining(", "));
        return sum + " in all (" + each
                + (size.equals(MemorySize.ZERO) ? "" : ", and " + bound + " " + size + " for " + last) + ")";
    }

    private static InvalidConfigurationException refused(MemoryPart whole, String wanted, String gap) {
        return new InvalidConfigurationException(List.of("Expected " + whole.name() + " " + wanted + ", but found "
                + whole.size() + " (" + whole.reason() + "), which is " + gap));
    }
}
