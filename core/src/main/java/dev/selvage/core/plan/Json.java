package dev.selvage.core.plan;

import java.util.Locale;
import java.util.Optional;

/** Writes JSON; small, because core has no JSON library and needs to write, never to read. */
final class Json {

    private final StringBuilder text = new StringBuilder();
    /** Whether something stands before the next member or element. */
    private boolean needsComma;

    Json object() {
        return open('{');
    }

    Json endObject() {
        return close('}');
    }

    Json array() {
        return open('[');
    }

    Json endArray() {
        return close(']');
    }

    Json name(String name) {
        comma();
        quote(name);
        text.append(':');
        needsComma = false;
        return this;
    }

    Json member(String name, String value) {
        name(name);
        quote(value);
        needsComma = true;
        return this;
    }

    /** Leaves the member out if there is no value. */
    Json member(String name, Optional<String> value) {
        value.ifPresent(present -> member(name, present));
        return this;
    }

    Json member(String name, long value) {
        name(name);
        text.append(value);
        needsComma = true;
        return this;
    }

    Json member(String name, boolean value) {
        name(name);
        text.append(value);
        needsComma = true;
        return this;
    }

    private Json open(char bracket) {
        comma();
        text.append(bracket);
        needsComma = false;
        return this;
    }

    private Json close(char bracket) {
        text.append(bracket);
        needsComma = true;
        return this;
    }

    private void comma() {
        if (needsComma) {
            text.append(',');
        }
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
