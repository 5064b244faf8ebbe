package dev.selvage.container.program;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Has a class call {@link ProgramExit#exit} where it calls {@code System.exit()}: both look the same to the caller, so that one
 * entry of the class file's table of names is all that changes. The JDK offers nothing for it that stays: its security manager
 * has been taken out.
 */
final class ExitRedirect {

    private static final int HEADER = 8;
    private static final int MOST_ENTRIES = 0xFFFF;
    private static final int TEXT = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_HANDLE = 15;

    private final TreeMap<Integer, String> texts = new TreeMap<>();
    private final TreeMap<Integer, Integer> classes = new TreeMap<>();
    private final TreeMap<Integer, Pair> namesAndTypes = new TreeMap<>();
    private final List<Method> methods = new ArrayList<>();
    private int entries;
    private int end;

    private record Pair(int first, int second) {}

    /** An entry for a method, and where it is in the file. */
    private record Method(int at, Pair classAndName) {}

    private ExitRedirect() {}

    /** The class as it is to be defined; nothing if it can stay as it is. */
    static Optional<byte[]> of(byte[] classFile) {
        try {
            ExitRedirect table = new ExitRedirect();
            table.read(classFile);
            List<Method> exits = table.methods.stream().filter(table::isExit).toList();
            return exits.isEmpty() || table.entries + 2 > MOST_ENTRIES
                    ? Optional.empty()
                    : Optional.of(table.redirected(classFile, exits));
        } catch (IOException e) {
            // Not a class file, which whoever defines it says better.
            return Optional.empty();
        }
    }

    private void read(byte[] classFile) throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(classFile);
        DataInputStream in = new DataInputStream(bytes);
        in.skipNBytes(HEADER);
        entries = in.readUnsignedShort();
        for (int number = 1; number < entries; number++) {
            int at = classFile.length - bytes.available();
            int kind = in.readUnsignedByte();
            switch (kind) {
                case TEXT -> texts.put(number, in.readUTF());
                case CLASS -> classes.put(number, in.readUnsignedShort());
                case METHOD -> methods.add(new Method(at, pair(in)));
                case NAME_AND_TYPE -> namesAndTypes.put(number, pair(in));
                case METHOD_HANDLE -> in.skipNBytes(3);
                case LONG, DOUBLE -> {
                    in.skipNBytes(8);
                    // As the format has it, these count twice.
                    number++;
                }
                case 3, 4, 9, 11, 17, 18 -> in.skipNBytes(4);
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                default -> throw new IOException("expected an entry of a known kind, but found " + kind);
            }
        }
        end = classFile.length - bytes.available();
    }

    private static Pair pair(DataInputStream in) throws IOException {
        int first = in.readUnsignedShort();
        return new Pair(first, in.readUnsignedShort());
    }

    private boolean isExit(Method method) {
        Pair name = namesAndTypes.getOrDefault(method.classAndName().second(), new Pair(0, 0));
        int owner = classes.getOrDefault(method.classAndName().first(), 0);
        return "java/lang/System".equals(texts.get(owner))
                && "exit".equals(texts.get(name.first()))
                && "(I)V".equals(texts.get(name.second()));
    }

    private byte[] redirected(byte[] classFile, List<Method> exits) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(classFile, 0, end);
            out.writeByte(TEXT);
            out.writeUTF(ProgramExit.class.getName().replace('.', '/'));
            out.writeByte(CLASS);
            out.writeShort(entries);
            out.write(classFile, end, classFile.length - end);
        } catch (IOException e) {
            throw new UncheckedIOException("expected bytes in memory to take more, but they did not", e);
        }
        ByteBuffer changed = ByteBuffer.wrap(bytes.toByteArray());
        changed.putShort(HEADER, (short) (entries + 2));
        exits.forEach(method -> changed.putShort(method.at() + 1, (short) (entries + 1)));
        return changed.array();
    }
}
