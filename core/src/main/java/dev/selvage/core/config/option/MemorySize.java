package dev.selvage.core.config.option;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An amount of memory. Units are binary, as everywhere in this field: 1 kb is 1024 bytes. */
public record MemorySize(long bytes) implements Comparable<MemorySize> {

    public static final MemorySize ZERO = new MemorySize(0);

    private static final List<String> UNITS = List.of("b", "kb", "mb", "gb", "tb");

    public MemorySize {
        if (bytes < 0) {
            throw new IllegalArgumentException("expected a size of zero or more bytes, but found " + bytes);
        }
    }

    public static MemorySize ofMebibytes(long mebibytes) {
        return new MemorySize(Math.multiplyExact(mebibytes, 1L << 20));
    }

    public MemorySize plus(MemorySize other) {
        return new MemorySize(Math.addExact(bytes, other.bytes));
    }

    public MemorySize minus(MemorySize other) {
        return new MemorySize(bytes - other.bytes);
    }

    /** This share of the size, rounded down to whole mebibytes, which is how JVM options are best read. */
    public MemorySize share(double fraction) {
        return ofMebibytes((long) (bytes * fraction) >> 20);
    }

    public MemorySize clamp(MemorySize least, MemorySize most) {
        return new MemorySize(Math.max(least.bytes, Math.min(most.bytes, bytes)));
    }

    @Override
    public int compareTo(MemorySize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The largest unit that gives a whole number: {@code 1536 mb}, not {@code 1.5 gb}. */
    @Override
    public String toString() {
        int unit = 0;
        long amount = bytes;
        while (unit < UNITS.size() - 1 && amount != 0 && amount % 1024 == 0) {
            amount /= 1024;
            unit++;
        }
        return amount + " " + UNITS.get(unit);
    }

    /** Bytes in one of the unit, under any of the spellings that people use, or nothing. */
    static Optional<Long> bytesPerUnit(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "b", "bytes" -> Optional.of(1L);
            case "k", "kb", "kib", "kibibytes" -> Optional.of(1L << 10);
            case "m", "mb", "mib", "mebibytes" -> Optional.of(1L << 20);
            case "g", "gb", "gib", "gibibytes" -> Optional.of(1L << 30);
            case "t", "tb", "tib", "tebibytes" -> Optional.of(1L << 40);
            default -> Optional.empty();
        };
    }
}
