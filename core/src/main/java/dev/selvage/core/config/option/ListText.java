package dev.selvage.core.config.option;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lists on one line, as Flink writes them: elements between semicolons, or commas where there is no semicolon. An element that
 * contains one stands in single or double quotes, a quote within its own kind is doubled: {@code 'a;b';c}.
 */
public final class ListText {

    /** An element in quotes; a semicolon within does not say that semicolons separate. */
    private static final Pattern QUOTED = Pattern.compile("(?:^|(?<=[;,]))\\s*(['\"])(?:\\1\\1|(?!\\1).)*+\\1");

    private final String text;
    private final char separator;
    private int at;

    private ListText(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** The text that stands for the elements. */
    public static String join(List<String> elements) {
        return elements.stream().map(ListText::quotedIfNeeded).collect(Collectors.joining(";"));
    }

    private static String quotedIfNeeded(String element) {
        boolean plain = element.chars().noneMatch(letter -> isSeparator((char) letter) || isQuote((char) letter))
                && element.equals(element.strip());
        return plain ? element : "'" + element.replace("'", "''") + "'";
    }

    /** The elements without blanks around them; empty ones are left out unless they are quoted. */
    static List<String> split(String text) throws BadValueException {
        boolean semicolons = QUOTED.matcher(text).replaceAll("").contains(";");
        return new ListText(text, semicolons ? ';' : ',').elements();
    }

    private List<String> elements() throws BadValueException {
        List<String> elements = new ArrayList<>();
        for (at = 0; at <= text.length(); at++) {
            int first = at;
            String plain = untilSeparator();
            if (!plain.isEmpty() && isQuote(plain.charAt(0))) {
                at = text.indexOf(plain.charAt(0), first);
                elements.add(quoted());
            } else if (!plain.isEmpty()) {
                elements.add(plain);
            }
        }
        return elements;
    }

    private String quoted() throws BadValueException {
        char quote = text.charAt(at);
        StringBuilder element = new StringBuilder();
        for (at++; at < text.length(); at++) {
            boolean doubled = text.startsWith(String.valueOf(quote).repeat(2), at);
            if (text.charAt(at) == quote && !doubled) {
                at++;
                if (untilSeparator().isEmpty()) {
                    return element.toString();
                }
                break;
            }
            element.append(text.charAt(at));
            at += doubled ? 1 : 0;
        }
        throw new BadValueException("a list in which a quote is closed at the end of its element, such as 'a;b';c");
    }

    private String untilSeparator() {
        int first = at;
        while (at < text.length() && text.charAt(at) != separator) {
            at++;
        }
        return text.substring(first, at).strip();
    }

    private static boolean isSeparator(char letter) {
        return letter == ';' || letter == ',';
    }

    private static boolean isQuote(char letter) {
        return letter == '\'' || letter == '"';
    }
}
