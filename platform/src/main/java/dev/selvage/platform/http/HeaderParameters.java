package dev.selvage.platform.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A header such as {@code form-data; name="jarfile"; filename="a.jar"}. */
record HeaderParameters(String header) {

    /** Quotes inside of quotes are percent-encoded by those who send forms, so that the first one ends the value. */
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([^\\s=;\"]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]*))");

    /** What comes before the parameters, in lower case. */
    String value() {
        return header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    Optional<String> parameter(String name) {
        Matcher parameter = PARAMETER.matcher(header);
        while (parameter.find()) {
            if (parameter.group(1).equalsIgnoreCase(name)) {
                String quoted = parameter.group(2);
                return Optional.of(quoted != null ? quoted : parameter.group(3));
            }
        }
        return Optional.empty();
    }
}
