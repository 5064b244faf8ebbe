package dev.selvage.core.config.option;

import java.util.List;
import java.util.Optional;

/**
 * One option, declared once: what it is called, what it may be, what it is when nobody says, and what it means.
 * Immutable. Declared through an {@link OptionGroup}; read through a {@link Configuration}.
 */
public final class Option<T> {

    private final OptionDeclaration<T> declaration;
    private final String meaning;

    Option(OptionDeclaration<T> declaration, String meaning) {
        this.declaration = declaration;
        this.meaning = meaning;
        declaration.defaultText.ifPresent(text -> requireValid("default", text));
        declaration.shippedText.ifPresent(text -> requireValid("shipped value", text));
    }

    private void requireValid(String what, String text) {
        try {
            parse(text, Dialect.SELVAGE);
        } catch (BadValueException e) {
            throw new IllegalStateException(
                    "the " + what + " of " + key() + " is \"" + text + "\", but expected " + e.getMessage(), e);
        }
    }

    public String key() {
        return declaration.key;
    }

    /** Older spellings of the key that are still accepted. */
    public List<String> synonyms() {
        return List.copyOf(declaration.synonyms);
    }

    public String typeName() {
        return declaration.type.name();
    }

    public Optional<String> defaultText() {
        return declaration.defaultText;
    }

    /** What a value must be beyond its type, in words. */
    public List<String> limits() {
        return declaration.limits.stream().map(Limit::wanted).toList();
    }

    public String meaning() {
        return meaning;
    }

    /** The release that brought it. */
    public String since() {
        return declaration.since;
    }

    /** Nothing reads it yet: the reference says so, and setting it warns. */
    public boolean inEffect() {
        return declaration.inEffect;
    }

    /** Its value is never logged or shown. */
    public boolean secret() {
        return declaration.secret;
    }

    /** Stands in the configuration file that ships, since most people want to see it. */
    public Optional<String> shippedText() {
        return declaration.shippedText;
    }

    public boolean common() {
        return declaration.common;
    }

    /** The value that the text stands for where the option is written in the given spelling. */
    T parse(String text, String spelling, Dialect dialect) throws BadValueException {
        if (declaration.synonymsWithUnit.contains(spelling)
                && Quantity.parse(text).filter(Quantity::isPlainNumber).isPresent()) {
            throw new BadValueException(
                    "a size with its unit, such as 512 mb, since a plain number was mebibytes to older Flink and is bytes"
                            + " to newer");
        }
        return parse(text, dialect);
    }

    /** The value that the text stands for in a source of the given dialect. */
    T parse(String text, Dialect dialect) throws BadValueException {
        if (text.isBlank() && !declaration.mayBeEmpty) {
            throw new BadValueException("set to something");
        }
        Optional<String> bareUnit = declaration.bareUnit.isPresent() || dialect == Dialect.SELVAGE
                ? declaration.bareUnit
                : declaration.type.flinkBareUnit();
        T value = declaration.type.parser().parse(text, bareUnit);
        for (Limit<T> limit : declaration.limits) {
            if (!limit.holds().test(value)) {
                throw new BadValueException(limit.wanted());
            }
        }
        return value;
    }

    /** What a number without unit means in Flink's files and nowhere else, if it is a quantity of that kind. */
    Optional<String> flinkBareUnit() {
        return declaration.bareUnit.isPresent() ? Optional.empty() : declaration.type.flinkBareUnit();
    }

    @Override
    public String toString() {
        return key();
    }
}
