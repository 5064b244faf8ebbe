package dev.selvage.quickstart;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells the story, says what of it held, and leaves nothing behind; one thread, and another one if it is interrupted. */
public final class QuickStartMain {

    private static final String USAGE = "usage: scripts/quickstart.sh [--keep]";
    private static final int BAD_ARGUMENTS = 2;
    private static final int CLAIM_FAILED = 1;

    private QuickStartMain() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        if (!words.isEmpty() && !words.equals(List.of("--keep"))) {
            System.err.println("Expected nothing or --keep, but found " + String.join(" ", words) + ".");
            System.err.println(USAGE);
            System.exit(BAD_ARGUMENTS);
        }
        Path root = Path.of(System.getProperty("selvage.root", "."))
                .toAbsolutePath()
                .normalize();
        boolean keep = !words.isEmpty();
        System.exit(run(root, keep, new PrintStream(System.out, true, StandardCharsets.UTF_8)) ? 0 : CLAIM_FAILED);
    }

    private static boolean run(Path root, boolean keep, PrintStream out) throws Exception {
        long began = System.nanoTime();
        Path directory = Files.createTempDirectory("selvage-quickstart-").toRealPath();
        Commands commands = new Commands(root, out);
        Traces traces = new Traces(root, directory, commands);
        if (!keep) {
            Runtime.getRuntime().addShutdownHook(new Thread(traces::remove, "remove-traces"));
        }
        Claims claims = new Claims();
        try {
            new Story(root, directory, commands, claims, out).tell();
        } catch (IllegalStateException e) {
            claims.add(false, "the story came to its end: " + e.getMessage());
        }
        if (keep) {
            out.println();
            out.println("Kept, as you asked. To end it: " + traces.endCommand() + " && rm -r " + directory);
        } else {
            out.println();
            out.println("$ " + traces.endCommand() + " && rm -r " + directory);
            List<String> left = traces.remove();
            claims.add(left.isEmpty(), "nothing is left behind" + (left.isEmpty() ? "" : ", but this: " + left));
        }
        out.println();
        claims.report((System.nanoTime() - began) / 1_000_000_000).forEach(out::println);
        if (!claims.allHold() && !keep) {
            out.println("With --keep the cluster and all logs stay for you to look at.");
        }
        return claims.allHold();
    }
}
