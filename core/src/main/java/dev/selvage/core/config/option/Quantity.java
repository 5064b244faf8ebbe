package dev.selvage.core.config.option;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number and its unit, as written: {@code 10 s}, {@code 1.5gb}, {@code 250}. */
record Quantity(BigDecimal number, String unit) {

    private static final Pattern FORM = Pattern.compile("([0-9]+(?:[.][0-9]+)?)\\s*([A-Za-zµ]*)");

    static Optional<Quantity> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new Quantity(new BigDecimal(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    boolean isPlainNumber() {
        return unit.isEmpty();
    }

    /**
     * The amount in the smallest unit. A number without unit is refused unless {@code bareUnit} says what it means.
     *
     * @param kind what is wanted, with an example: "a duration with its unit, such as 10 s"
     */
    static long smallestUnits(
            String text, Optional<String> bareUnit, Function<String, Optional<Long>> perUnit, String kind)
            throws BadValueException {
        Quantity quantity = parse(text).orElseThrow(() -> new BadValueException(kind));
        String unit = quantity.unit.isEmpty()
                ? bareUnit.orElseThrow(() -> new BadValueException(kind + " (the unit is missing)"))
                : quantity.unit;
        long factor = perUnit.apply(unit)
                .orElseThrow(() -> new BadValueException(kind + " (\"" + unit + "\" is not a unit of it)"));
        try {
            return quantity.number.multiply(BigDecimal.valueOf(factor)).longValueExact();
        } catch (ArithmeticException e) {
            throw new BadValueException(kind + " (this one is too large, or finer than the smallest unit)");
        }
    }
}
