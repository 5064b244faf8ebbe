package dev.selvage.core.config.option;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Options that belong together, in the order in which a person reads them. Filled by the static initializer of the one
 * class that owns it, and not after.
 */
public final class OptionGroup {

    private final String title;
    private final String meaning;
    private final List<Option<?>> options = new ArrayList<>();
    private final List<OptionFamily> families = new ArrayList<>();

    public OptionGroup(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    public String title() {
        return title;
    }

    public String meaning() {
        return meaning;
    }

    public List<Option<?>> options() {
        return List.copyOf(options);
    }

    public List<OptionFamily> families() {
        return List.copyOf(families);
    }

    public OptionDeclaration<String> text(String key) {
        return new OptionDeclaration<>(this, key, OptionType.STRING);
    }

    public OptionDeclaration<Boolean> flag(String key) {
        return new OptionDeclaration<>(this, key, OptionType.BOOLEAN);
    }

    public OptionDeclaration<Integer> integer(String key) {
        return new OptionDeclaration<>(this, key, OptionType.INTEGER);
    }

    public OptionDeclaration<Long> longInteger(String key) {
        return new OptionDeclaration<>(this, key, OptionType.LONG);
    }

    public OptionDeclaration<Double> decimal(String key) {
        return new OptionDeclaration<>(this, key, OptionType.DECIMAL);
    }

    public OptionDeclaration<Duration> duration(String key) {
        return new OptionDeclaration<>(this, key, OptionType.DURATION);
    }

    public OptionDeclaration<MemorySize> size(String key) {
        return new OptionDeclaration<>(this, key, OptionType.SIZE);
    }

    public OptionDeclaration<PortRange> ports(String key) {
        return new OptionDeclaration<>(this, key, OptionType.PORTS);
    }

    public OptionDeclaration<List<String>> list(String key) {
        return new OptionDeclaration<>(this, key, OptionType.LIST).mayBeEmpty();
    }

    public <E extends Enum<E>> OptionDeclaration<E> choice(String key, Class<E> constants) {
        return choice(key, constants, new TreeMap<>());
    }

    /** A choice whose values have more spellings, as in Flink; in small letters, without dashes. */
    public <E extends Enum<E>> OptionDeclaration<E> choice(
            String key, Class<E> constants, SortedMap<String, E> otherSpellings) {
        return new OptionDeclaration<>(this, key, OptionType.choice(constants, otherSpellings));
    }

    /** Options whose ends the user chooses, and which nothing reads yet. */
    public OptionFamily familyNotInEffect(String prefix, String placeholder, String meaning) {
        return add(new OptionFamily(prefix, placeholder, meaning, false));
    }

    /** Options whose ends the user chooses. */
    public OptionFamily family(String prefix, String placeholder, String meaning) {
        return add(new OptionFamily(prefix, placeholder, meaning, true));
    }

    <T> Option<T> add(Option<T> option) {
        options.add(option);
        return option;
    }

    private OptionFamily add(OptionFamily family) {
        families.add(family);
        return family;
    }
}
