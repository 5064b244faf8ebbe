package dev.selvage.container.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * Schemas as text: {@code kind name(part, field: part, ...)}, where name and parts may be missing, and a backslash stands
 * before letters of names that would end them. This is a format of snapshots.
 */
final class SchemaText {
    /** No type of a user nests as deep; a broken text may. */
    private static final int DEEPEST = 500;

    private static final String SPECIAL = " (),:\\";

    private final String text;
    private int at;

    private SchemaText(String text) {
        this.text = text;
    }

    static String write(CodecSchema schema) {
        StringBuilder out = new StringBuilder();
        append(schema, out);
        return out.toString();
    }

    private static void append(CodecSchema schema, StringBuilder out) {
        word(schema.kind(), out);
        if (!schema.name().isEmpty()) {
            out.append(' ');
            word(schema.name(), out);
        }
        String before = "(";
        for (CodecSchema.Part part : schema.parts()) {
            out.append(before);
            before = ", ";
            if (!part.name().isEmpty()) {
                word(part.name(), out);
                out.append(": ");
            }
            append(part.schema(), out);
        }
        if (!schema.parts().isEmpty()) {
            out.append(')');
        }
    }

    private static void word(String word, StringBuilder out) {
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            if (SPECIAL.indexOf(letter) >= 0) {
                out.append('\\');
            }
            out.append(letter);
        }
    }

    static CodecSchema read(String text) {
        SchemaText reader = new SchemaText(text);
        CodecSchema schema = reader.schema(reader.word(), 0);
        if (reader.at != text.length()) {
            throw reader.broken("its end");
        }
        return schema;
    }

    private CodecSchema schema(String kind, int depth) {
        if (depth > DEEPEST) {
            throw broken("less than " + DEEPEST + " types inside each other");
        }
        String name = take(" ") ? word() : "";
        List<CodecSchema.Part> parts = new ArrayList<>();
        if (take("(")) {
            do {
                parts.add(part(depth + 1));
            } while (take(", "));
            if (!take(")")) {
                throw broken("a closing bracket");
            }
        }
        return new CodecSchema(kind, name, parts);
    }

    private CodecSchema.Part part(int depth) {
        String first = word();
        return take(": ")
                ? new CodecSchema.Part(first, schema(word(), depth))
                : new CodecSchema.Part("", schema(first, depth));
    }

    private boolean take(String wanted) {
        boolean found = text.startsWith(wanted, at);
        if (found) {
            at += wanted.length();
        }
        return found;
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (at < text.length()) {
            char letter = text.charAt(at);
            if (letter == '\\' && at + 1 < text.length()) {
                at++;
                letter = text.charAt(at);
            } else if (SPECIAL.indexOf(letter) >= 0) {
                break;
            }
            word.append(letter);
            at++;
        }
        if (word.isEmpty()) {
            throw broken("a name");
        }
        return word.toString();
    }

    private CorruptDataException broken(String wanted) {
        String found = text.substring(at, Math.min(text.length(), at + 20));
        return new CorruptDataException("Wanted " + wanted + " at letter " + at + " of the text of a schema, found '"
                + found + "': it was damaged, or written by a newer version.");
    }
}
