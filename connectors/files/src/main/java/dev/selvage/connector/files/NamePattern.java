package dev.selvage.connector.files;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A name with wildcards, as in a shell: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a-z]} and {@code {a,b}}. Hidden names
 * match only what begins as they do.
 */
final class NamePattern {
    private final Pattern pattern;
    private final boolean findsHidden;

    NamePattern(String text) {
        this.pattern = compiled(text);
        this.findsHidden = isHidden(text);
    }

    static boolean hasWildcards(String name) {
        return name.chars().anyMatch(each -> each == '*' || each == '?' || each == '[' || each == '{');
    }

    /** Whether a name is of those that are not for readers: such as of files that are still being written. */
    static boolean isHidden(String name) {
        return name.startsWith(".") || name.startsWith("_");
    }

    boolean matches(String name) {
        return (findsHidden || !isHidden(name)) && pattern.matcher(name).matches();
    }

    private static Pattern compiled(String text) {
        try {
            return Pattern.compile(regularExpression(text), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "Expected a name with wildcards, but found \"" + text
                            + "\". Close what it opens: [a-z] for one letter, {a,b} for one of several texts.",
                    e);
        }
    }

    private static String regularExpression(String text) {
        StringBuilder expression = new StringBuilder();
        boolean inClass = false;
        int braces = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            boolean opens = i > 0 && text.charAt(i - 1) == '[';
            if (inClass) {
                inClass = each != ']';
                expression.append(opens && each == '!' ? "^" : literalInClass(each));
            } else if (each == '[') {
                inClass = true;
                expression.append(each);
            } else if (each == '{') {
                braces++;
                expression.append("(?:");
            } else if (each == '}' && braces > 0) {
                braces--;
                expression.append(')');
            } else if (each == ',' && braces > 0) {
                expression.append('|');
            } else {
                expression.append(each == '*' ? ".*" : each == '?' ? "." : Pattern.quote(String.valueOf(each)));
            }
        }
        return expression.toString();
    }

    private static String literalInClass(char each) {
        return each == ']' || each == '-' ? String.valueOf(each) : "\\x{" + Integer.toHexString(each) + "}";
    }
}
