package dev.selvage.core.config.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** An option while it is being declared; {@link #means} ends the declaration. Used in static initializers only. */
public final class OptionDeclaration<T> {

    private final OptionGroup group;
    final String key;
    final OptionType<T> type;
    final List<String> synonyms = new ArrayList<>();
    final List<String> synonymsWithUnit = new ArrayList<>();
    final List<Limit<T>> limits = new ArrayList<>();
    Optional<String> defaultText = Optional.empty();
    Optional<String> bareUnit = Optional.empty();
    Optional<String> shippedText = Optional.empty();
    String since = "0.1";
    boolean common;
    boolean inEffect = true;
    boolean secret;
    boolean mayBeEmpty;

    OptionDeclaration(OptionGroup group, String key, OptionType<T> type) {
        this.group = group;
        this.key = key;
        this.type = type;
    }

    public OptionDeclaration<T> defaultsTo(String text) {
        defaultText = Optional.of(text);
        return this;
    }

    /** An older spelling of the key that is still accepted. */
    public OptionDeclaration<T> alsoKnownAs(String synonym) {
        synonyms.add(synonym);
        return this;
    }

    /**
     * An older spelling under which a plain number meant something else in some release of Flink: it needs its unit, even in
     * Flink's files.
     */
    public OptionDeclaration<T> alsoKnownAsWithUnit(String synonym) {
        synonymsWithUnit.add(synonym);
        return alsoKnownAs(synonym);
    }

    public OptionDeclaration<T> atLeast(String text) {
        return bound("at least " + text, text, order -> order >= 0);
    }

    public OptionDeclaration<T> atMost(String text) {
        return bound("at most " + text, text, order -> order <= 0);
    }

    public OptionDeclaration<T> moreThan(String text) {
        return bound("more than " + text, text, order -> order > 0);
    }

    /** The text must match; {@code wanted} completes the sentence "expected …". */
    public OptionDeclaration<T> matching(String regex, String wanted) {
        Pattern pattern = Pattern.compile(regex);
        return limited(wanted, value -> pattern.matcher(value.toString()).matches());
    }

    /** An empty text says something: nothing of it. Elsewhere it is a value that somebody forgot. */
    public OptionDeclaration<T> mayBeEmpty() {
        mayBeEmpty = true;
        return this;
    }

    /** Of a list: without an element it says nothing. */
    public OptionDeclaration<T> notEmpty() {
        mayBeEmpty = false;
        return limited("a list of at least one", value -> value instanceof List<?> list && !list.isEmpty());
    }

    /** Flink writes this quantity as a plain number of this unit; so may everyone. */
    public OptionDeclaration<T> plainNumberMeans(String unit) {
        bareUnit = Optional.of(unit);
        return this;
    }

    public OptionDeclaration<T> since(String release) {
        since = release;
        return this;
    }

    /** Nothing reads it yet. Take this away in the change that does; a test holds both to it. */
    public OptionDeclaration<T> notInEffect() {
        inEffect = false;
        return this;
    }

    public OptionDeclaration<T> secret() {
        secret = true;
        return this;
    }

    /** Shown, commented out, in the configuration file that ships. */
    public OptionDeclaration<T> common() {
        common = true;
        return this;
    }

    /** Set in the configuration file that ships. */
    public OptionDeclaration<T> shippedAs(String text) {
        shippedText = Optional.of(text);
        return common();
    }

    /** Ends the declaration: one or two sentences for the person who sets it. */
    public Option<T> means(String meaning) {
        return group.add(new Option<>(this, meaning));
    }

    private OptionDeclaration<T> bound(String wanted, String text, IntPredicate orderHolds) {
        Comparable<T> bound = comparable(text);
        // A bound compared with a value has the opposite sign of the value compared with the bound.
        return limited(wanted, value -> orderHolds.test(-bound.compareTo(value)));
    }

    private OptionDeclaration<T> limited(String wanted, Predicate<T> holds) {
        limits.add(new Limit<>(wanted, holds));
        return this;
    }

    @SuppressWarnings("unchecked")
    private Comparable<T> comparable(String text) {
        try {
            return (Comparable<T>) type.parser().parse(text, bareUnit);
        } catch (BadValueException e) {
            throw new IllegalStateException(
                    "a bound of " + key + " is \"" + text + "\"; expected " + e.getMessage(), e);
        }
    }
}
