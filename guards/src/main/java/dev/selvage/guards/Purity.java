package dev.selvage.guards;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code core} may use of the JDK. A list of what is allowed, since a list of what is not is never whole: what does
 * something, waits, or differs from run to run stays outside. Of what is allowed, a few members are refused.
 */
final class Purity {

    private static final String WORLD = "core decides, the others do: return an action and let platform carry it out"
            + " (docs/adr/0001-core-decides.md)";
    private static final String TURN = "time and chance come in with the Turn, or a run cannot be replayed";
    private static final String ORDER = "its order differs from JVM to JVM: use TreeMap, TreeSet, LinkedHashMap,"
            + " LinkedHashSet, EnumMap, EnumSet or List";
    private static final String THREADS =
            "one component, one loop, no threads and no locks: others put a message into its" + " inbox";
    private static final String HASH =
            "the hash of an enum or an object differs from JVM to JVM: compute what you need from the content";
    private static final String SETTINGS =
            "core sees no system property, no file and no locale of the machine: hand the value in";

    private static final String LOCALE = "it goes by the locale of the machine: use String.format(Locale.ROOT, ...)";

    /** Packages in which nothing does any harm, but for {@link #REFUSED}. */
    private static final Set<String> PACKAGES =
            Set.of("java.math", "java.util.function", "java.util.regex", "java.util.stream");

    private static final Set<String> TYPES = Stream.of(
                    in(
                            "java.lang.",
                            "AutoCloseable Boolean Byte Character CharSequence Class Comparable Deprecated Double Enum Float"
                                    + " FunctionalInterface Integer Iterable Long Math Number Object Override Record Runnable"
                                    + " SafeVarargs Short String StringBuilder SuppressWarnings Throwable Void"),
                    in(
                            "java.util.",
                            "ArrayDeque ArrayList Arrays Base64 BitSet Collection Collections Comparator Deque EnumMap EnumSet"
                                    + " HexFormat Iterator LinkedHashMap LinkedHashSet List ListIterator Locale Map NavigableMap NavigableSet"
                                    + " NoSuchElementException Objects Optional OptionalDouble OptionalInt OptionalLong"
                                    + " PriorityQueue Queue Set SortedMap SortedSet StringJoiner TreeMap TreeSet UUID"),
                    in("java.util.random.", "RandomGenerator"),
                    in("java.util.zip.", "CRC32 CRC32C"),
                    in("java.security.", "MessageDigest NoSuchAlgorithmException"),
                    in("java.time.", "Duration Instant"),
                    in("java.nio.", "ByteBuffer ByteOrder"),
                    in("java.nio.charset.", "StandardCharsets"))
            .flatMap(names -> names)
            .collect(Collectors.toSet());

    /** Members refused, by {@code Type.member}, or by {@code .member} whatever the type, and what to do instead. */
    private static final Map<String, String> REFUSED = Stream.of(
                    refused(ORDER, "Set.of Set.copyOf Map.of Map.copyOf Map.ofEntries"),
                    refused(
                            ORDER,
                            "Collectors.toSet Collectors.toUnmodifiableSet Collectors.toUnmodifiableMap"
                                    + " Collectors.groupingByConcurrent Collectors.toConcurrentMap .findAny .unordered"),
                    refused(LOCALE, ".formatted"),
                    refused(WORLD, ".printStackTrace"),
                    refused(THREADS, ".parallelStream .parallel .parallelSort .parallelSetAll .parallelPrefix"),
                    refused(THREADS, ".wait .notify .notifyAll"),
                    refused(TURN, "Instant.now UUID.randomUUID Math.random Collections.shuffle"),
                    refused(TURN, "RandomGenerator.getDefault RandomGenerator.of"),
                    refused(HASH, ".hashCode .identityHashCode Objects.hash"),
                    refused(SETTINGS, "Integer.getInteger Long.getLong Boolean.getBoolean Locale.getDefault"),
                    refused(SETTINGS, "Class.forName .getClassLoader .getResource .getResourceAsStream"))
            .flatMap(members -> members.entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    /** Collectors that build a hash table unless they are handed a map: refused with fewer arguments. */
    private static final Map<String, Integer> NEED_A_MAP = Map.of("Collectors.toMap", 4, "Collectors.groupingBy", 3);

    private final List<JavaFile> core;

    private Purity(List<JavaFile> files) {
        this.core = files.stream()
                .filter(file -> file.module().equals("core") && !file.isTest())
                .toList();
    }

    /** A sentence for everything in core that is neither ours nor allowed. */
    static List<String> breaches(List<JavaFile> files) {
        Purity purity = new Purity(files);
        return purity.core.stream().flatMap(purity::breaches).distinct().toList();
    }

    private Stream<String> breaches(JavaFile file) {
        return Stream.of(
                        Stream.concat(file.imports().stream(), file.fullNames().stream())
                                .flatMap(mention -> ofFullName(file, mention)),
                        file.plainNames().stream()
                                .filter(mention -> inJavaLang(mention.text()) && !declared(file, mention.text()))
                                .flatMap(mention -> ofFullName(
                                        file, new JavaFile.Mention("java.lang." + mention.text(), mention.line()))),
                        file.calls().stream().flatMap(call -> ofCall(file, call)),
                        file.locks().stream().map(lock -> at(file, lock.line()) + lock.text() + ": " + THREADS + "."))
                .flatMap(sentences -> sentences);
    }

    private static Stream<String> ofFullName(JavaFile file, JavaFile.Mention mention) {
        String name = mention.text();
        if (!name.startsWith("java.") && !name.startsWith("javax.") && !name.startsWith("jdk.")) {
            // The other walls stand in Walls.
            return Stream.empty();
        }
        String type = name.replaceFirst("^((?:[a-z]\\w*\\.)+[A-Z]\\w*).*", "$1");
        String packageName = type.replaceFirst("\\.[A-Z*].*", "");
        if (PACKAGES.contains(packageName) || TYPES.contains(type) || isExceptionOfJavaLang(type)) {
            String member = name.substring(packageName.length() + 1);
            String remedy = REFUSED.get(member);
            // A star hides which members are meant.
            return remedy == null && !NEED_A_MAP.containsKey(member) && !name.endsWith(".*")
                    ? Stream.empty()
                    : Stream.of(at(file, mention.line()) + "uses " + name + ": "
                            + (remedy == null ? "name it with its type" : remedy) + ".");
        }
        return Stream.of(at(file, mention.line()) + "uses " + name + ": " + remedyFor(type)
                + ". If it does nothing, never waits and is the same in every run, allow it in "
                + Purity.class.getName() + ".");
    }

    private static String remedyFor(String type) {
        if (type.matches("java\\.util\\.(Hash|Weak|Identity).*")) {
            return ORDER;
        }
        if (type.matches("java\\.util\\.concurrent.*|java\\.util\\.Timer.*|java\\.lang\\.(Thread|Inheritable).*")) {
            return THREADS;
        }
        return type.matches("java\\.time.*|.*Random.*|java\\.util\\.(Date|Calendar)") ? TURN : WORLD;
    }

    private Stream<String> ofCall(JavaFile file, JavaFile.Call call) {
        String member = call.receiver() + "." + call.member();
        String remedy = REFUSED.getOrDefault(member, REFUSED.get("." + call.member()));
        if (NEED_A_MAP.getOrDefault(member, 0) > call.arguments()) {
            remedy = ORDER + " (" + member + " takes TreeMap::new)";
        }
        return remedy == null || declared(file, call.receiver())
                ? Stream.empty()
                : Stream.of(at(file, call.line()) + "calls " + member + ": " + remedy + ".");
    }

    private static String at(JavaFile file, int line) {
        return file.name() + ":" + line + " ";
    }

    /** Whether the plain name means something of ours: declared here, imported, or of the same package. */
    private boolean declared(JavaFile file, String name) {
        return file.imports().stream()
                        .map(JavaFile.Mention::text)
                        .anyMatch(imported -> imported.startsWith("dev.selvage.") && imported.endsWith("." + name))
                || core.stream()
                        .filter(other -> other.packageName().equals(file.packageName()))
                        .anyMatch(other -> other.types().stream()
                                .anyMatch(type -> type.name().equals(name)
                                        && (other.name().equals(file.name()) || type.place() == JavaFile.Place.TOP)));
    }

    private static boolean inJavaLang(String name) {
        try {
            Class.forName("java.lang." + name, false, null);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static boolean isExceptionOfJavaLang(String type) {
        return type.matches("java\\.lang\\.\\w*(Exception|Error)");
    }

    private static Stream<String> in(String prefix, String names) {
        return Stream.of(names.split(" ", -1)).map(name -> prefix + name);
    }

    private static Map<String, String> refused(String remedy, String members) {
        return Stream.of(members.split(" ", -1)).collect(Collectors.toMap(member -> member, member -> remedy));
    }
}
