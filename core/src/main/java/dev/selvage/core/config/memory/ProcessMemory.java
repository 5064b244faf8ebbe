package dev.selvage.core.config.memory;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.MemorySize;
import dev.selvage.core.config.option.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
     * @param fixedOurs what the parts of ours add up to, where every one of them was given
     */
    static ProcessMemory divide(Configuration configuration, Keys keys, Optional<MemoryPart> fixedOurs)
            throws InvalidConfigurationException {
        MemoryPart metaspace = given(configuration, keys.metaspace);
        Optional<MemoryPart> ours =
                configuration.isSet(keys.ours) ? Optional.of(given(configuration, keys.ours)) : fixedOurs;
        if (configuration.isSet(keys.process)) {
            MemoryPart process = given(configuration, keys.process);
            return ours.isPresent()
                    ? overheadIsWhatIsLeft(configuration, keys, process, ours.get(), metaspace)
                    : oursIsWhatIsLeft(configuration, keys, process, metaspace);
        }
        if (ours.isEmpty()) {
            configuration.require(keys.process);
        }
        return processIsTheSum(configuration, keys, ours.orElseThrow(), metaspace);
    }

    private static ProcessMemory oursIsWhatIsLeft(
            Configuration configuration, Keys keys, MemoryPart process, MemoryPart metaspace)
            throws InvalidConfigurationException {
        double fraction = configuration.get(keys.overheadFraction);
        MemoryPart overhead = overhead(configuration, keys, process.size().share(fraction), "of the process");
        MemorySize left = remainder(process, List.of(metaspace, overhead), MemorySize.ZERO);
        return new ProcessMemory(process, new MemoryPart(keys.ours.key(), left, "what is left"), metaspace, overhead);
    }

    private static ProcessMemory overheadIsWhatIsLeft(
            Configuration configuration, Keys keys, MemoryPart process, MemoryPart ours, MemoryPart metaspace)
            throws InvalidConfigurationException {
        MemorySize left = remainder(process, List.of(ours, metaspace), configuration.get(keys.overheadMin));
        String name = overheadName(keys);
        return new ProcessMemory(process, ours, metaspace, new MemoryPart(name, left, "what is left"));
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

    /**
     * What the parts leave of ours; refused in terms of the process where that is the size which a person gave.
     */
    MemorySize remainderOfOurs(boolean processGiven, List<MemoryPart> parts, MemorySize needed)
            throws InvalidConfigurationException {
        if (!processGiven) {
            return remainder(ours, parts, needed);
        }
        List<MemoryPart> all = new ArrayList<>(parts);
        all.add(metaspace);
        all.add(overhead);
        return remainder(process, all, needed);
    }

    /** What the parts leave of the whole; refused in a sentence if that is less than what is needed. */
    static MemorySize remainder(MemoryPart whole, List<MemoryPart> parts, MemorySize needed)
            throws InvalidConfigurationException {
        long left = whole.size().bytes();
        StringBuilder sum = new StringBuilder();
        for (MemoryPart part : parts) {
            left -= part.size().bytes();
            sum.append(sum.isEmpty() ? "" : ", ")
                    .append(part.name())
                    .append(' ')
                    .append(part.size());
        }
        if (left < needed.bytes()) {
            MemorySize missing = new MemorySize(needed.bytes() - left);
            throw new InvalidConfigurationException(List.of("Expected " + whole.name() + " to hold its parts ("
                    + sum + (needed.equals(MemorySize.ZERO) ? "" : ", and " + needed + " besides") + "), but found "
                    + whole.size() + " (" + whole.reason() + "), which is " + missing
                    + " too little. Raise it, or lower"
                    + " one of the parts."));
        }
        return new MemorySize(left);
    }
}
