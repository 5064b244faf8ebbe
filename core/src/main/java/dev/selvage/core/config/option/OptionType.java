package dev.selvage.core.config.option;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns the text of a setting into a value.
 *
 * @param name what the reference calls it
 * @param flinkBareUnit the unit that Flink assumes where none is written; only Flink's own files may leave it out
 */
record OptionType<T>(String name, Parser<T> parser, Optional<String> flinkBareUnit) {

    /** Text to value; {@code bareUnit} is what a number without unit means, where that is allowed. */
    interface Parser<T> {
        T parse(String text, Optional<String> bareUnit) throws BadValueException;
    }

    /** Larger than any machine, and small enough that sums of sizes are sizes. */
    private static final long LARGEST_SIZE = 1L << 50;

    static final OptionType<String> STRING = simple("text", text -> text);
    static final OptionType<Boolean> BOOLEAN = simple("true or false", OptionType::parseBoolean);
    static final OptionType<Integer> INTEGER = simple("whole number", OptionType::parseInteger);
    static final OptionType<Long> LONG = simple("whole number", OptionType::parseLong);
    static final OptionType<Double> DECIMAL = simple("number", OptionType::parseDecimal);
    static final OptionType<PortRange> PORTS = simple("ports", PortRange::parse);
    static final OptionType<List<String>> LIST = simple("list", ListText::split);
    static final OptionType<Duration> DURATION =
            new OptionType<>("duration", OptionType::parseDuration, Optional.of("ms"));
    static final OptionType<MemorySize> SIZE = new OptionType<>("size", OptionType::parseSize, Optional.of("b"));

    /**
     * One of an enum's constants, written as the enum writes itself; case and dashes do not matter.
     *
     * @param otherSpellings that are understood too, in small letters and without dashes
     */
    static <E extends Enum<E>> OptionType<E> choice(Class<E> constants, SortedMap<String, E> otherSpellings) {
        String wanted =
                Stream.of(constants.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
        return simple(
                wanted,
                text -> Stream.of(constants.getEnumConstants())
                        .filter(constant -> folded(constant.toString()).equals(folded(text)))
                        .findFirst()
                        .or(() -> Optional.ofNullable(otherSpellings.get(folded(text))))
                        .orElseThrow(() -> new BadValueException("one of " + wanted)));
    }

    private interface SimpleParser<T> {
        T parse(String text) throws BadValueException;
    }

    private static <T> OptionType<T> simple(String name, SimpleParser<T> parser) {
        return new OptionType<>(name, (text, bareUnit) -> parser.parse(text), Optional.empty());
    }

    private static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static boolean parseBoolean(String text) throws BadValueException {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadValueException("true or false");
        };
    }

    private static int parseInteger(String text) throws BadValueException {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new BadValueException("a whole number");
        }
    }

    private static long parseLong(String text) throws BadValueException {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new BadValueException("a whole number");
        }
    }

    private static double parseDecimal(String text) throws BadValueException {
        try {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, in the same words as an infinite number.
        }
        throw new BadValueException("a number such as 0.5");
    }

    private static Duration parseDuration(String text, Optional<String> bareUnit) throws BadValueException {
        return Duration.ofNanos(Quantity.smallestUnits(
                text, bareUnit, OptionType::nanosPerUnit, "a duration with its unit, such as 10 s"));
    }

    private static MemorySize parseSize(String text, Optional<String> bareUnit) throws BadValueException {
        long bytes = Quantity.smallestUnits(
                text, bareUnit, MemorySize::bytesPerUnit, "a size with its unit, such as 512 mb");
        if (bytes > LARGEST_SIZE) {
            throw new BadValueException("a size of at most 1024 tb");
        }
        return new MemorySize(bytes);
    }

    private static Optional<Long> nanosPerUnit(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "ns", "nano", "nanos", "nanosecond", "nanoseconds" -> Optional.of(1L);
            case "us", "µs", "micro", "micros", "microsecond", "microseconds" -> Optional.of(1_000L);
            case "ms", "milli", "millis", "millisecond", "milliseconds" -> Optional.of(1_000_000L);
            case "s", "sec", "secs", "second", "seconds" -> Optional.of(1_000_000_000L);
            case "m", "min", "mins", "minute", "minutes" -> Optional.of(60_000_000_000L);
            case "h", "hour", "hours" -> Optional.of(3_600_000_000_000L);
            case "d", "day", "days" -> Optional.of(86_400_000_000_000L);
            default -> Optional.empty();
        };
    }
}
