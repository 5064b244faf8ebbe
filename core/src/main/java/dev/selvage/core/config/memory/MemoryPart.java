package dev.selvage.core.config.memory;

import dev.selvage.core.config.option.MemorySize;
import java.util.Locale;

/**
 * One part of a process's memory.
 *
 * @param name the option that sets it, whether or not it was set
 * @param reason why it is as large as it is: "given in selvage-conf.yaml:3", "10 % of the process", "what is left"
 */
public record MemoryPart(String name, MemorySize size, String reason) {

    String line() {
        // Whole mebibytes read best; what is finer is shown as it is.
        String shown = size.bytes() % (1 << 20) == 0 ? (size.bytes() >> 20) + " mb" : size.toString();
        return String.format(Locale.ROOT, "%-48s %10s   %s", name, shown, reason);
    }
}
